"""Writes spline-peers.json: what SciPy, verde and GMT make of thirty points by splines.

Run: python spline-peers.py > spline-peers.json     (needs scipy, verde and GMT's gmt; then npm run format)

SciPy's thin-plate spline has the same drift and side conditions as ours; its smoothing is added to r^2 ln r, which is 8 pi
times Green's function, so it is 8 pi times ours. GMT's greenspline takes a least-squares plane off first (-C is not used)
and has no side conditions; verde has neither.
"""

import json
import subprocess
import tempfile
from importlib.metadata import version

import numpy as np
import verde
from scipy.interpolate import RBFInterpolator
from scipy.special import k0

random = np.random.default_rng(8)
XY = np.round(random.uniform(0, 10, (30, 2)), 2)
Z = np.round(20 * np.sin(XY[:, 0] / 2) * np.cos(XY[:, 1] / 3) + 3 * XY[:, 0] + random.normal(0, 0.5, 30), 3)
SIGMA = np.round(random.uniform(0.5, 2, 30), 2)
AT = random.integers(1, 10, (12, 2)).astype(float)


def greenspline(option):
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(f"{folder}/data.txt", np.column_stack([XY, Z]), fmt="%.12g")
        grid = f"{folder}/grid.nc=nd"
        place = ["-R1/9/1/9", "-I1", "-Z1"]
        subprocess.run(["gmt", "greenspline", f"{folder}/data.txt", *place, option, f"-G{grid}"], check=True)
        command = ["gmt", "grd2xyz", grid, "--FORMAT_FLOAT_OUT=%.15g"]
        rows = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().split("\n")
        nodes = {tuple(float(v) for v in row.split()[:2]): float(row.split()[2]) for row in rows}
    return [nodes[tuple(at)] for at in AT]


def main():
    scipy = {
        str(s): RBFInterpolator(XY, Z, kernel="thin_plate_spline", smoothing=8 * np.pi * s, degree=1)(AT).tolist()
        for s in [0, 0.05, 2]
    }
    mean_weight = np.mean(SIGMA**-2)
    weighed = RBFInterpolator(
        XY, Z, kernel="thin_plate_spline", smoothing=8 * np.pi * 0.3 * SIGMA**2 * mean_weight, degree=1
    )(AT)
    spline = verde.Spline().fit((XY[:, 0], XY[:, 1]), Z)
    arguments = [1e-3, 0.1, 1, 1.99, 2.01, 3.3, 7, 15, 30]
    body = {
        "scipy": version("scipy"), "verde": version("verde"),
        "gmt": subprocess.run(["gmt", "--version"], capture_output=True, text=True).stdout.strip(),
        "x": XY[:, 0].tolist(), "y": XY[:, 1].tolist(), "values": Z.tolist(), "sigma": SIGMA.tolist(),
        "atX": AT[:, 0].tolist(), "atY": AT[:, 1].tolist(),
        "besselArguments": arguments, "besselK0": [float(k0(z)) for z in arguments],
        "thinPlate": scipy, "thinPlateWeighed": weighed.tolist(),
        "verdeBiharmonic": spline.predict((AT[:, 0], AT[:, 1])).tolist(),
        "gmtBiharmonic": greenspline("-Sc"), "gmtTension": {"tension": 0.4, "length": 1.5, "values": greenspline("-St0.4/1.5")},
    }
    print(json.dumps(body))


if __name__ == "__main__":
    main()
