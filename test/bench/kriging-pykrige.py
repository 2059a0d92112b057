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
    start = time.perf_counter()
    answer, variance = surface.execute(
        "grid", axis, axis, backend=work["backend"], n_closest_points=work["neighbours"]
    )
    seconds = time.perf_counter() - start
    with open(sys.argv[2], "w") as file:
        json.dump({"seconds": seconds, "values": answer.ravel().tolist(), "variances": variance.ravel().tolist()}, file)


if __name__ == "__main__":
    main()
