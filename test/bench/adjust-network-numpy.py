"""Solves the network of adjust-network.bench.mjs by dense normal equations. Arguments: work, answer."""

import json
import sys
import time

import numpy as np


def main():
    with open(sys.argv[1]) as file:
        work = json.load(file)
    rows, columns = np.array(work["rows"]), np.array(work["columns"])
    values = np.array(work["values"])
    observed, sigma = np.array(work["observed"]), np.array(work["sigma"])
    start = time.perf_counter()
    design = np.zeros((observed.size, work["unknowns"]))
    np.add.at(design, (rows, columns), values)
    whitened = design / sigma[:, None]
    inverse = np.linalg.inv(whitened.T @ whitened)
    x = inverse @ (whitened.T @ (observed / sigma))
    residual = observed - design @ x
    redundancy = 1 - np.einsum("ij,ij->i", whitened @ inverse, whitened)
    seconds = time.perf_counter() - start
    answer = {
        "seconds": seconds,
        "x": x.tolist(),
        "sigma": np.sqrt(np.diag(inverse)).tolist(),
        "redundancy_sum": float(redundancy.sum()),
        "squares": float(((residual / sigma) ** 2).sum()),
    }
    with open(sys.argv[2], "w") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main()
