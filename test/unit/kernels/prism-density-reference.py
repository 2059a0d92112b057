"""Writes prism-density-reference.json: prisms with density by depth, by numerical quadrature in 30 digits.

Run: python prism-density-reference.py > prism-density-reference.json     (needs mpmath, from PyPI; then npm run format)

g_z / G = ∫ ρ(u′) ∬ (u − u′)/r³ dx dy du′. Over x and y the antiderivative is arctan(x y / (z r)), one for each corner
(Nagy et al. 2000); the integral over u′ is done by tanh-sinh quadrature, split at the level of the point and at
distances from it that grow by the factor 4.
"""

import json
import random

from mpmath import atan, exp, mp, mpf, quad, sqrt

mp.dps = 30


def sheet(x, y, z):
    if x == 0 or y == 0:
        return mpf(0)
    return atan(x * y / (z * sqrt(x * x + y * y + z * z)))


def gravity(point, bounds, density):
    p = [mpf(c) for c in point]
    x = [mpf(bounds[0]) - p[0], mpf(bounds[1]) - p[0]]
    y = [mpf(bounds[2]) - p[1], mpf(bounds[3]) - p[1]]
    bottom, top = mpf(bounds[4]), mpf(bounds[5])

    def integrand(level):
        z = p[2] - level
        if z == 0:
            return mpf(0)
        total = sheet(x[1], y[1], z) - sheet(x[1], y[0], z) - sheet(x[0], y[1], z) + sheet(x[0], y[0], z)
        return density(level) * total

    levels = {bottom, top}
    for k in range(-20, 20):
        for level in (p[2] - mpf(4) ** k, p[2], p[2] + mpf(4) ** k):
            if bottom < level < top:
                levels.add(level)
    return float(quad(integrand, sorted(levels)))


def main():
    rng = random.Random(20261122)
    cases = []
    for shape in [(8000, 5000, 3000), (500, 500, 4000), (20000, 20000, 150)]:
        bounds = [0, shape[0], 0, shape[1], -shape[2] - 100, -100]
        middle = [shape[0] / 2, shape[1] / 2]
        points = [
            [*middle, 0], [*middle, -100], [*middle, -100 - 0.3 * shape[2]], [*middle, -150 - shape[2]],
            [0, middle[1], -100], [0, 0, -100], [0, middle[1], -100 - 0.4 * shape[2]],
            [shape[0] + 1e-3, middle[1], -100], [-0.5, middle[1], -100 - 0.7 * shape[2]], [1e-4, 1e-4, -99.9],
            [3 * shape[0], -shape[1], 50], [200 * shape[0], 0, 1000],
        ]
        for point in points:
            a = [rng.uniform(-600, 600), rng.uniform(-0.3, 0.3), rng.uniform(-1e-4, 1e-4), rng.uniform(-3e-8, 3e-8)]
            scale = rng.uniform(0.3, 3) * shape[2]
            cubic = gravity(point, bounds, lambda u: a[0] + u * (a[1] + u * (a[2] + u * a[3])))
            decay = gravity(point, bounds, lambda u: a[0] * exp(u / mpf(scale)))
            cases.append(
                {"point": point, "bounds": bounds, "polynomial": a, "cubic": cubic, "scale": scale, "decay": decay}
            )
    rows = ",\n".join(json.dumps(case) for case in cases)
    print(f'{{"cases": [\n{rows}\n]}}')


if __name__ == "__main__":
    main()
