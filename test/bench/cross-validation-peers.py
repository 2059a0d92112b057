"""Cross-validates gridders of verde, harmonica and PyKrige in the folds of cross-validation.bench.mjs. Arguments: work, answer.

work: JSON with count, folds, peers and the name of a file of doubles beside it: easting, northing, upward, value and fold of each
point. A peer has a name and parameters to choose from: each is tried in the first fold, and the best goes on to all.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import sklearn.linear_model._ridge


def verde_gridder(name, parameters):
    import verde

    if name in ("Spline", "KNeighbors"):
        return getattr(verde, name)(**parameters)
    return {"Linear": verde.Linear, "Cubic": verde.Cubic, "Trend": verde.Trend}[name](**parameters)


def with_verde(name, parameters, points, places):
    east, north, _, values = points
    model = verde_gridder(name, parameters).fit((east, north), values)
    return model.predict(places[:2])


def with_harmonica(_, parameters, points, places):
    from harmonica import EquivalentSources

    east, north, up, values = points
    model = EquivalentSources(**parameters).fit((east, north, up), values)
    return model.predict(places[:3])


def with_pykrige(_, parameters, points, places):
    from pykrige.ok import OrdinaryKriging

    east, north, _, values = np.ascontiguousarray(points)
    # A variogram needs no more than some of the points; the neighbours are of all of them. Given them in the constructor it
    # would compare all pairs once more, for nothing.
    some = np.random.default_rng(1).choice(values.size, min(values.size, 3000), replace=False)
    settings = {name: parameters[name] for name in ("variogram_model", "nlags", "weight")}
    model = OrdinaryKriging(east[some], north[some], values[some], **settings)
    model.X_ADJUSTED, model.Y_ADJUSTED, model.Z = east, north, values
    predicted, _ = model.execute(
        "points", *np.ascontiguousarray(places[:2]), backend="C", n_closest_points=parameters["n_closest_points"]
    )
    return np.asarray(predicted)


PROGRAMS = {"verde": with_verde, "harmonica": with_harmonica, "pykrige": with_pykrige}


def refuse_singular_values(*_):
    """In place of what verde's and harmonica's solver falls back to, which takes hours for so many points."""
    raise np.linalg.LinAlgError("The equations cannot be factored: take more damping.")


def errors_of(peer, parameters, columns, fold, held):
    out, rest = fold == held, fold != held
    run = PROGRAMS[peer["program"]]
    predicted = run(peer["name"], parameters, columns[:, rest], columns[:3, out])
    return out, predicted - columns[3, out]


def rms(errors):
    known = errors[np.isfinite(errors)]
    return float(np.sqrt(np.mean(known**2)))


def best_in_first(peer, columns, fold):
    """The parameters with the least error in the first fold, and these errors; NaN in the other folds."""
    least, best = np.inf, None
    for parameters in peer["parameters"]:
        start = time.perf_counter()
        try:
            out, found = errors_of(peer, parameters, columns, fold, 0)
        except (np.linalg.LinAlgError, ValueError) as error:  # matrices that are singular
            print(f"  {peer['name']} {parameters}: {error}", file=sys.stderr, flush=True)
            continue
        seconds = time.perf_counter() - start
        print(f"  {peer['name']} {parameters}: {rms(found):.3f}, {seconds:.0f} s", file=sys.stderr, flush=True)
        if rms(found) < least:
            least, best = rms(found), (parameters, np.full(fold.size, np.nan))
            best[1][out] = found
    return best


def main():
    sklearn.linear_model._ridge._solve_svd = refuse_singular_values
    path = Path(sys.argv[1])
    work = json.loads(path.read_text())
    numbers = np.fromfile(path.parent / work["file"]).reshape(5, work["count"])
    columns, fold = numbers[:4], numbers[4].astype(int)
    answers = []
    for peer in work["peers"]:
        start = time.perf_counter()
        parameters, errors = best_in_first(peer, columns, fold)
        for held in range(1, work["folds"]):
            out, found = errors_of(peer, parameters, columns, fold, held)
            errors[out] = found
        seconds = time.perf_counter() - start
        unpredicted = int(np.sum(~np.isfinite(errors)))
        answers.append({"parameters": parameters, "errors": [None if np.isnan(e) else e for e in errors.tolist()]})
        answers[-1].update({"name": peer["name"], "program": peer["program"], "seconds": seconds})
        print(
            f"{peer['program']} {peer['name']} {parameters}: {rms(errors):.3f}, {unpredicted} without answer, {seconds:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    Path(sys.argv[2]).write_text(json.dumps(answers))


main()
