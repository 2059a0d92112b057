"""Does the work of kriging.bench.mjs with PyKrige. Arguments: work, answer."""

import json
import sys
import time

import numpy as np
from pykrige.ok import OrdinaryKriging


def main():
    with open(sys.argv[1]) as file:
        work = json.load(file)
    x, y, values = (np.array(work[name]) for name in ("x", "y", "values"))
    axis = np.array(work["axis"])
    model = work["model"]
    parameters = {"psill": model["sill"], "range": model["range"], "nugget": model["nugget"]}
    surface = OrdinaryKriging(x, y, values, variogram_model=model["kind"], variogram_parameters=parameters)
    near = {"n_closest_points": work["neighbours"]} if work["neighbours"] else {}
    start, cpu_start = time.perf_counter(), time.process_time()
    answer, variance = surface.execute("grid", axis, axis, backend=work["backend"], **near)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    np.concatenate([[seconds, cpu], answer.ravel(), variance.ravel()]).astype("<f8").tofile(sys.argv[2])


if __name__ == "__main__":
    main()
