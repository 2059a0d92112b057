"""Terrain corrections by brute force with choclo, another implementation, on a rough made elevation model.

Run `python terrain-choclo.py` with choclo and numba installed; it writes terrain-choclo.json. The model is 1,201 x 1,201
cells of 90 m; `rough-terrain.mjs` beside it makes the same one. At 200 stations (summits, slopes, valleys, coast) the
correction is the plate from 0 to the station's height over the model's area, less all 1,442,401 prisms: land at 2670,
sea at 1027 - 2670 kg/m3.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from choclo.constants import GRAVITATIONAL_CONST
from choclo.prism import gravity_u
from numba import njit, prange

N, CELL = 1201, 90.0
LAND, SEA = 2670.0, 1027.0 - 2670.0
STATIONS = 200


def lattice(i, j):
    """A number from -1 to 1 for each node of a lattice: an integer hash (32 bits)."""
    h = (i.astype(np.uint64) * 374761393 + j.astype(np.uint64) * 668265263) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return (h ^ (h >> 16)).astype(np.float64) / 2147483648.0 - 1.0


def noise(x, y):
    """Smooth noise between the nodes of the lattice."""
    i, j = np.floor(x), np.floor(y)
    t, u = x - i, y - j
    t, u = t * t * (3 - 2 * t), u * u * (3 - 2 * u)
    i, j = i.astype(np.int64), j.astype(np.int64)
    south = lattice(i, j) * (1 - t) + lattice(i + 1, j) * t
    north = lattice(i, j + 1) * (1 - t) + lattice(i + 1, j + 1) * t
    return south * (1 - u) + north * u


def heights():
    column, row = np.meshgrid(np.arange(N), np.arange(N))
    x, y = column * 1.0, row * 1.0
    rise = 1400.0 * (x / N) - 250.0
    relief = np.zeros_like(x)
    size, reach = 700.0, 260.0
    for octave in range(8):
        ridge = 1 - 2 * np.abs(noise(x / reach + 17 * octave, y / reach + 31 * octave))
        relief += size * ridge
        size, reach = size * 0.52, reach / 2
    z = rise + relief * np.minimum(1.0, 0.15 + x / N)
    return np.floor(z * 100 + 0.5) / 100


def places(z):
    """Rows and columns: the summits, the valleys, the steepest, the coast, and some anywhere, spread by blocks."""
    slope = np.hypot(*np.gradient(z))
    coast = -np.abs(z - 1.0)
    found = []
    for measure in (z, -np.where(z > 0, z, 1e9), slope, coast):
        taken = measure.copy()
        for _ in range(40):
            row, column = np.unravel_index(np.argmax(taken), taken.shape)
            found.append((int(row), int(column)))
            taken[max(0, row - 60):row + 61, max(0, column - 60):column + 61] = -np.inf
    for k in range(STATIONS - len(found)):
        found.append(((k * 523 + 101) % N, (k * 877 + 57) % N))
    return found


@njit(parallel=True)
def brute(points, z, out):
    for k in prange(out.size):
        x, y, h = points[k]
        total = gravity_u(x, y, h, 0.0, N * CELL, 0.0, N * CELL, 0.0, h, LAND) if h > 0 else 0.0
        for j in range(N):
            for i in range(N):
                top = z[j, i]
                if top > 0:
                    total -= gravity_u(x, y, h, i * CELL, (i + 1) * CELL, j * CELL, (j + 1) * CELL, 0.0, top, LAND)
                elif top < 0:
                    total -= gravity_u(x, y, h, i * CELL, (i + 1) * CELL, j * CELL, (j + 1) * CELL, top, 0.0, SEA)
        out[k] = -total


def main():
    z = heights()
    points = []
    for k, (row, column) in enumerate(places(z)):
        # A little beside the middle of the cell, at its height; at sea on the water.
        points.append(((column + 0.5) * CELL + (k * 37 % 61) - 30.0, (row + 0.5) * CELL + (k * 53 % 61) - 30.0,
                       max(0.0, float(z[row, column]))))
    points = np.array(points)
    out = np.zeros(len(points))
    brute(points, z, out)
    out *= 1e5 * 6.6743e-11 / GRAVITATIONAL_CONST
    answer = {
        "choclo": version("choclo"),
        "check": {"sum": float(z.sum()), "highest": float(z.max()), "lowest": float(z.min())},
        "easting_m": points[:, 0].tolist(),
        "northing_m": points[:, 1].tolist(),
        "height_m": points[:, 2].tolist(),
        "terrain_correction_mgal": np.round(out, 7).tolist(),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
    main()
