"""Writes equivalent-sources-harmonica.json: what harmonica's EquivalentSources gives on a small survey.

Run: python equivalent-sources-harmonica.py > equivalent-sources-harmonica.json     (needs harmonica, from PyPI; written
with version 0.7.0; then npm run format)

The stations are at one height, where harmonica's sources at one depth below the data and sources at the mirror images of
the data are the same. No damping: both fields then go through the data exactly.
"""

import json
from importlib.metadata import version

import numpy as np
from harmonica import EquivalentSources


def main():
    random = np.random.default_rng(7)
    east, north = np.round(random.uniform(0, 12_000, (2, 60)), 1)
    up = np.full(60, 250.0)
    value = np.round(1e9 / ((east - 5000) ** 2 + (north - 7000) ** 2 + 4000.0**2) + random.normal(0, 2, 60), 3)
    to_east, to_north, to_up = (
        np.round(random.uniform(1000, 11_000, 12), 1),
        np.round(random.uniform(1000, 11_000, 12), 1),
        np.repeat([250.0, 1000.0, 3000.0], 4),
    )
    fields = {}
    for depth in [800.0, 1500.0]:
        model = EquivalentSources(depth=depth).fit((east, north, up), value)
        fields[str(depth)] = model.predict((to_east, to_north, to_up)).tolist()
    rule = EquivalentSources(damping=1.0).fit((east, north, up), value)
    answer = {
        "harmonica": version("harmonica"),
        "points": {"x": east.tolist(), "y": north.tolist(), "height": up.tolist(), "values": value.tolist()},
        "positions": {"x": to_east.tolist(), "y": to_north.tolist(), "height": to_up.tolist()},
        "depth_by_rule_m": float(rule.depth_),
        "fields": fields,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
