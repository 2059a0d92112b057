"""Writes kriging-pykrige.json: what PyKrige gives for eleven points, by ordinary and universal kriging.

Run: python kriging-pykrige.py > kriging-pykrige.json     (needs pykrige, from PyPI; written with version 1.7.3; then npm run format)

Parameters of a model are partial sill, range and nugget. PyKrige's Gaussian model is exp(-(7 h / 4 range)^2); its
exponential one is exp(-3 h / range).
"""

import json
from importlib.metadata import version

import numpy as np
from pykrige.ok import OrdinaryKriging
from pykrige.uk import UniversalKriging

X = np.array([1.0, 4.5, 9.0, 2.5, 6.0, 8.0, 0.5, 5.0, 9.5, 3.0, 7.0])
Y = np.array([1.5, 0.5, 2.0, 4.0, 3.5, 5.5, 7.0, 8.0, 8.5, 9.5, 6.5])
Z = np.array([12.1, 9.4, 15.2, 10.3, 13.8, 17.5, 8.8, 14.1, 21.0, 12.6, 16.9])
HEIGHT = np.array([310.0, 120.0, 280.0, 90.0, 205.0, 330.0, 60.0, 150.0, 410.0, 95.0, 240.0])
AT = np.array([[2.0, 2.0], [5.5, 5.0], [8.8, 7.2], [3.1, 9.4], [12.0, -1.0]])
AT_HEIGHT = np.array([200.0, 180.0, 390.0, 97.0, 100.0])
NAMES = ["psill", "range", "nugget"]
MODELS = {
    "exponential": [9.0, 12.0, 0.0],
    "spherical": [7.0, 9.0, 0.6],
    "gaussian": [8.0, 6.0, 0.5],
}


def case(name, answer, **facts):
    values, variances = answer
    return {"name": name, **facts, "values": np.asarray(values).tolist(), "variances": np.asarray(variances).tolist()}


def main():
    cases = []
    for kind, parameters in MODELS.items():
        facts = {"kind": kind, "parameters": parameters}
        given = {"variogram_model": kind, "variogram_parameters": dict(zip(NAMES, parameters))}
        ordinary = OrdinaryKriging(X, Y, Z, **given)
        cases.append(case(f"ordinary, {kind}", ordinary.execute("points", *AT.T), **facts))
        near = ordinary.execute("points", *AT.T, backend="loop", n_closest_points=5)
        cases.append(case(f"ordinary, {kind}, 5 nearest", near, neighbours=5, **facts))
        at_data = ordinary.execute("points", X, Y)
        cases.append(case(f"ordinary, {kind}, at the points", at_data, atData=True, **facts))
        plane = UniversalKriging(X, Y, Z, drift_terms=["regional_linear"], **given)
        cases.append(case(f"universal, {kind}", plane.execute("points", *AT.T), degree=1, **facts))
        drift = UniversalKriging(X, Y, Z, drift_terms=["specified"], specified_drift=[HEIGHT], **given)
        answer = drift.execute("points", *AT.T, specified_drift_arrays=[AT_HEIGHT])
        cases.append(case(f"height as drift, {kind}", answer, drift=True, **facts))
    turned = OrdinaryKriging(
        X, Y, Z, variogram_model="exponential", variogram_parameters=dict(zip(NAMES, [9.0, 12.0, 0.2])), anisotropy_scaling=2.5,
        anisotropy_angle=30.0,
    )
    cases.append(
        case("ordinary, longest range 60 degrees from north", turned.execute("points", *AT.T), kind="exponential",
             parameters=[9.0, 12.0, 0.2], anisotropy={"azimuth": 60, "ratio": 0.4})
    )
    data = {"x": X, "y": Y, "values": Z, "height": HEIGHT, "atX": AT[:, 0], "atY": AT[:, 1], "atHeight": AT_HEIGHT}
    body = ",\n".join(json.dumps(row) for row in cases)
    points = ", ".join(f'"{name}": {json.dumps(column.tolist())}' for name, column in data.items())
    print(f'{{"pykrige": "{version("pykrige")}", {points},\n"cases": [\n{body}\n]}}')


if __name__ == "__main__":
    main()
