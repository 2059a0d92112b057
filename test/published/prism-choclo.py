"""Writes prism-choclo.json: what choclo gives for a prism at its singular points.

Run: python prism-choclo.py > prism-choclo.json     (needs choclo, from PyPI; written with version 0.3.2; then npm run format)

choclo holds the kernels of harmonica. Density is 1/G with choclo's own G.
"""

import json
from importlib.metadata import version

from choclo import prism
from choclo.constants import GRAVITATIONAL_CONST

BOUNDS = [-1200.0, 800.0, -300.0, 900.0, -1500.0, -200.0]
NAMES = ["pot", "e", "n", "u", "ee", "nn", "uu", "en", "eu", "nu"]
POINTS = {
    "a top corner": [800, 900, -200],
    "a bottom corner": [-1200, -300, -1500],
    "a top edge along north": [800, 100, -200],
    "a top edge along east": [0, -300, -200],
    "a bottom edge along east": [100, 900, -1500],
    "an upright edge": [-1200, 900, -700],
    "the top": [100, 200, -200],
    "the east face": [800, 200, -900],
    "the north face": [0, 900, -900],
    "inside": [100, 200, -700],
    "the centre": [-200, 300, -850],
    "above a corner": [800, 900, 0],
    "above an edge along north": [800, 100, 0],
    "on an edge's line, beyond it": [800, 1400, -200],
    "in the plane of the top": [2000, 1400, -200],
    "in the plane of the east face": [800, 1400, -700],
}


def main():
    rows = []
    for name, point in POINTS.items():
        values = [
            float(getattr(prism, f"gravity_{field}")(*map(float, point), *BOUNDS, 1 / GRAVITATIONAL_CONST))
            for field in NAMES
        ]
        rows.append({"at": name, "point": point, "fields": [None if v != v else v for v in values]})
    body = ",\n".join(json.dumps(row) for row in rows)
    print(f'{{"choclo": "{version("choclo")}", "bounds": {json.dumps(BOUNDS)},\n"points": [\n{body}\n]}}')


if __name__ == "__main__":
    main()
