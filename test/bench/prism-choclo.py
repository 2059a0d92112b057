"""Does the work of prism.bench.mjs with choclo's gravity_u, in one compiled loop on one core. Arguments: work, answer."""

import json
import sys
import time

import numpy as np
from choclo.constants import GRAVITATIONAL_CONST
from choclo.prism import gravity_u
from numba import njit


@njit
def sum_of_prisms(points, prisms, density, out):
    for i in range(out.size):
        total = 0.0
        for k in range(density.size):
            total += gravity_u(
                points[0, i], points[1, i], points[2, i],
                prisms[k, 0], prisms[k, 1], prisms[k, 2], prisms[k, 3], prisms[k, 4], prisms[k, 5],
                density[k],
            )
        out[i] = total


def main():
    with open(sys.argv[1]) as file:
        work = json.load(file)
    points = np.array(work["points"])
    prisms = np.ascontiguousarray(np.array(work["prisms"]).T)
    density = np.array(work["density"])
    gravity = np.zeros(points.shape[1])
    sum_of_prisms(points[:, :1].copy(), prisms, density, gravity[:1].copy())  # compiles
    start = time.perf_counter()
    sum_of_prisms(points, prisms, density, gravity)
    seconds = time.perf_counter() - start
    gravity *= 6.6743e-11 / GRAVITATIONAL_CONST
    with open(sys.argv[2], "w") as file:
        json.dump({"seconds": seconds, "gravity": gravity.tolist()}, file)


if __name__ == "__main__":
    main()
