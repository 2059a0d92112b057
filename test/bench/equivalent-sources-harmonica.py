"""Fits harmonica's EquivalentSources to the points of equivalent-sources.bench.mjs. Arguments: work, answer.

work: JSON with count, targets, dampings, folds and the name of a file of doubles beside it: easting, northing, upward,
value and fold of each point, then easting, northing and upward of each target. With `dampings`, each is cross-validated
in the folds; with `fit`, all points are fitted once, with the clock on, and the targets predicted.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from harmonica import EquivalentSources


def main():
    path = Path(sys.argv[1])
    work = json.loads(path.read_text())
    numbers = np.fromfile(path.parent / work["file"])
    points, targets = np.split(numbers, [5 * work["count"]])
    east, north, up, values, fold = points.reshape(-1, 5).T.copy()
    at = tuple(targets.reshape(-1, 3).T.copy())
    # Compiles the kernels, so that numba's own time does not count.
    few = slice(0, 50)
    warm = EquivalentSources(damping=1.0).fit((east[few], north[few], up[few]), values[few])
    warm.predict((east[few], north[few], up[few]))
    answer = {"rmse": {}}
    for damping in work.get("dampings", []):
        errors = np.empty_like(values)
        for held in np.unique(fold):
            out, rest = fold == held, fold != held
            model = EquivalentSources(damping=damping).fit((east[rest], north[rest], up[rest]), values[rest])
            errors[out] = model.predict((east[out], north[out], up[out])) - values[out]
        answer["rmse"][str(damping)] = float(np.sqrt(np.mean(errors**2)))
    if "fit" in work:
        start, cpu = time.perf_counter(), time.process_time()
        model = EquivalentSources(damping=work["fit"]).fit((east, north, up), values)
        fitted, cpu = time.perf_counter(), time.process_time() - cpu
        predicted = model.predict(at)
        answer["seconds"] = fitted - start
        answer["cpu"] = cpu
        answer["predict_seconds"] = time.perf_counter() - fitted
        answer["predicted"] = predicted.tolist()
        answer["depth"] = float(model.depth_)
    Path(sys.argv[2]).write_text(json.dumps(answer))


if __name__ == "__main__":
    main()
