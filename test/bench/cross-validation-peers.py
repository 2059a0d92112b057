"""Cross-validates gridders of verde, harmonica and PyKrige in the folds of cross-validation.bench.mjs. Arguments: work, answer.

work: JSON with count, folds, peers and the name of a file of doubles beside it: easting, northing, upward, value and fold of each
point. A peer has a name and parameters to choose from: each is tried in the first fold, and the best goes on to all.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np


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

    east, north, _, values = points
    # A variogram needs no more than some of the points; the neighbours are of all of them.
    some = np.random.default_rng(1).choice(values.size, min(values.size, 3000), replace=False)
    model = OrdinaryKriging(
        east[some], north[some], values[some], variogram_model=parameters["variogram_model"], nlags=parameters["nlags"]
    )
    whole = OrdinaryKriging(
        east,
        north,
        values,
        variogram_model=parameters["variogram_model"],
        variogram_parameters=list(model.variogram_model_parameters),
    )
    predicted, _ = whole.execute(
        "points", places[0], places[1], backend="C", n_closest_points=parameters["n_closest_points"]
    )
    return np.asarray(predicted)


PROGRAMS = {"verde": with_verde, "harmonica": with_harmonica, "pykrige": with_pykrige}


def errors_of(peer, parameters, columns, fold, held):
    out, rest = fold == held, fold != held
    run = PROGRAMS[peer["program"]]
    predicted = run(peer["name"], parameters, columns[:, rest], columns[:3, out])
    return out, predicted - columns[3, out]


def rms(errors):
    known = errors[np.isfinite(errors)]
    return float(np.sqrt(np.mean(known**2)))


def main():
    path = Path(sys.argv[1])
    work = json.loads(path.read_text())
    numbers = np.fromfile(path.parent / work["file"]).reshape(5, work["count"])
    columns, fold = numbers[:4], numbers[4].astype(int)
    answers = []
    for peer in work["peers"]:
        start = time.perf_counter()
        first = [(rms(errors_of(peer, p, columns, fold, 0)[1]), k) for k, p in enumerate(peer["parameters"])]
        parameters = peer["parameters"][min(first)[1]]
        errors = np.full(fold.size, np.nan)
        for held in range(work["folds"]):
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
