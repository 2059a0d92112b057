"""Writes equivalent-sources-harmonica.json: what harmonica's EquivalentSources gives on a small survey.

Run: python equivalent-sources-harmonica.py > equivalent-sources-harmonica.json     (needs harmonica, from PyPI; written
with version 0.7.0; then npm run format)

The stations are at one height, where harmonica's sources at one depth below the data and sources at the mirror images of
the data are the same. No damping: both fields then go through the data exactly.
"""

import json
from importlib.metadata import version

import numpy as np
from harmonica import EquivalentSources, EquivalentSourcesSph


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
    sphere = on_the_sphere(random)
    answer = {
        "harmonica": version("harmonica"),
        "points": {"x": east.tolist(), "y": north.tolist(), "height": up.tolist(), "values": value.tolist()},
        "positions": {"x": to_east.tolist(), "y": to_north.tolist(), "height": to_up.tolist()},
        "depth_by_rule_m": float(rule.depth_),
        "fields": fields,
        "sphere": sphere,
    }
    print(json.dumps(answer))


def on_the_sphere(random):
    """EquivalentSourcesSph on geocentric coordinates; the points lie 250 m above GRS80."""
    longitude, latitude = np.round(random.uniform(-0.3, 0.3, (2, 80)), 4)
    longitude, latitude = np.append(longitude + 110, [109.7, 110.3]), np.append(latitude + 15, [14.7, 15.3])
    value = np.round(1e9 / ((1e5 * (longitude - 110.1)) ** 2 + (1.1e5 * (latitude - 15)) ** 2 + 9000.0**2), 4)
    to_longitude, to_latitude = np.round(random.uniform(-0.25, 0.25, (2, 12)), 4)
    to_longitude, to_latitude = to_longitude + 110, to_latitude + 15
    to_height = np.repeat([250.0, 2000.0, 6000.0], 4)
    model = EquivalentSourcesSph(relative_depth=8000)
    model.fit(geocentric(longitude, latitude, np.full(82, 250.0)), value)
    return {
        "depth": 8000,
        "points": {
            "x": longitude.tolist(), "y": latitude.tolist(), "height": [250.0] * 82, "values": value.tolist()
        },
        "positions": {"x": to_longitude.tolist(), "y": to_latitude.tolist(), "height": to_height.tolist()},
        "field": model.predict(geocentric(to_longitude, to_latitude, to_height)).tolist(),
    }


def geocentric(longitude, latitude, height):
    """Longitude, geocentric latitude and radius of geodetic coordinates on GRS80."""
    flattening = 1 / 298.257222101
    e2 = flattening * (2 - flattening)
    phi = np.radians(latitude)
    across = 6_378_137 / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    out, up = (across + height) * np.cos(phi), (across * (1 - e2) + height) * np.sin(phi)
    return longitude, np.degrees(np.arctan2(up, out)), np.hypot(out, up)


if __name__ == "__main__":
    main()
