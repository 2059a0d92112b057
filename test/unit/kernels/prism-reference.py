"""Writes prism-reference.json: fields of prisms to 17 digits, from the corner sums of Nagy et al. (2000) in 250 digits.

Run: python prism-reference.py [COUNT] > prism-reference.json     (needs mpmath, from PyPI; then npm run format)

The sums over eight corners cancel, which does not matter with 250 digits. A point on a
face, edge, corner or their continuation is moved by 1e-50 m outwards, first along u, then less far along n and e, so
that the formulas have a value: potential and attraction are continuous, and the tensor on an open face is the limit
from outside. Density is 1/G, so that G is not in the numbers.
"""

import json
import random
import sys

from mpmath import atan, log, mp, mpf, sqrt

mp.dps = 250
NAMES = ["potential", "easting", "northing", "upward", "ee", "nn", "uu", "en", "eu", "nu"]


def fields(point, bounds):
    """The ten fields at a point; bounds are [west, east, south, north, bottom, top]."""
    p = [mpf(c) for c in point]
    b = [mpf(c) for c in bounds]
    middle = [(b[2 * i] + b[2 * i + 1]) / 2 for i in range(3)]
    shift = [mpf("1e-52"), mpf("3e-52"), mpf("1e-50")]
    p = [c + (s if c >= m else -s) for c, m, s in zip(p, middle, shift)]
    total = dict.fromkeys(NAMES, mpf(0))
    for i in range(2):
        for j in range(2):
            for k in range(2):
                x, y, z = b[i] - p[0], b[2 + j] - p[1], b[4 + k] - p[2]
                r = sqrt(x * x + y * y + z * z)
                lx, ly, lz = log(x + r), log(y + r), log(z + r)
                ax, ay, az = atan(y * z / (x * r)), atan(z * x / (y * r)), atan(x * y / (z * r))
                corner = {
                    "potential": x * y * lz + y * z * lx + z * x * ly - (x * x * ax + y * y * ay + z * z * az) / 2,
                    "easting": -(y * lz + z * ly - x * ax),
                    "northing": -(z * lx + x * lz - y * ay),
                    "upward": -(x * ly + y * lx - z * az),
                    "ee": -ax, "nn": -ay, "uu": -az, "en": lz, "eu": ly, "nu": lx,
                }
                sign = (-1) ** (i + j + k + 1)
                for name in NAMES:
                    total[name] += sign * corner[name]
    return [float(total[name]) for name in NAMES]


def place(kind, bounds, rng):
    """A point of a kind relative to a prism."""
    size = [bounds[2 * i + 1] - bounds[2 * i] for i in range(3)]
    inside = [bounds[2 * i] + size[i] * rng.uniform(0.05, 0.95) for i in range(3)]
    if kind == "inside":
        return inside
    if kind in ("face", "edge", "corner"):
        axes = rng.sample(range(3), {"face": 1, "edge": 2, "corner": 3}[kind])
        return [bounds[2 * i + rng.randrange(2)] if i in axes else inside[i] for i in range(3)]
    if kind in ("plane", "line"):  # of a face or an edge, outside it
        axes = rng.sample(range(3), {"plane": 1, "line": 2}[kind])
        return [
            bounds[2 * i + rng.randrange(2)] if i in axes else bounds[2 * i + 1] + size[i] * rng.uniform(0.1, 3)
            for i in range(3)
        ]
    if kind == "beside":  # very near to an edge or corner
        gap = 10 ** rng.uniform(-9, -2) * min(size)
        axes = rng.sample(range(3), rng.choice([1, 2, 3]))
        return [bounds[2 * i] + gap * rng.uniform(-1, 1) if i in axes else inside[i] for i in range(3)]
    reach = max(size) * 10 ** float(kind)  # at a distance of 10^kind longest sides
    away = [rng.gauss(0, 1) for _ in range(3)]
    norm = sum(a * a for a in away) ** 0.5
    return [inside[i] + reach * away[i] / norm for i in range(3)]


def main():
    rng = random.Random(20261122)
    kinds = ["inside", "face", "edge", "corner", "plane", "line", "beside", "0.3", "1", "2", "3", "4", "6"]
    shapes = [(1, 1, 1), (100, 100, 2), (30, 700, 40), (1, 1, 1000), (2000, 3000, 1)]
    cases = []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        for kind in kinds:
            for shape in shapes:
                start = [rng.uniform(-1, 1) * s for s in shape]
                bounds = [v for a, s in zip(start, shape) for v in (a, a + s * rng.uniform(0.5, 1.5))]
                point = place(kind, bounds, rng)
                cases.append({"kind": kind, "point": point, "bounds": bounds, "fields": fields(point, bounds)})
    rows = ",\n".join(json.dumps(case) for case in cases)
    print(f'{{"names": {json.dumps(NAMES)},\n"cases": [\n{rows}\n]}}')


if __name__ == "__main__":
    main()
