"""Reference coordinates for transform-coordinates.test.ts, from PROJ through pyproj.

    python -m venv venv && venv/bin/pip install pyproj==3.7.2
    venv/bin/python coordinate-reference.py > coordinate-reference.json
    npx biome check --write coordinate-reference.json

Projections: EPSG's own definitions, on their own datum. Datum shifts: EPSG's own operations, by their code.
"""

import json
import re

import pyproj
from pyproj import CRS, Transformer

GRIDS = [
    32601, 32648, 32660, 32748, 32734, 3148, 3149, 21148, 21150, 23946, 23948, 24047, 24048, 24547, 24548, 29849,
    29850, 3092, 3096, 23866, 23872, 23877, 23884, 3405, 3406, 2044, 2045, 21413, 21423, 21453, 21463, 2401, 2421,
    2422, 2442, 2327, 2337, 2338, 2348, 2349, 2369, 2370, 2390, 4491, 4501, 4502, 4512, 4513, 4533, 4534, 4554, 25391,
    25395, 3121, 3125, *range(9205, 9219), 5896, 5897, 5898, 23830, 23831, 23845, *range(30161, 30180), 3001, 29873,
    3375, 3376,
]
SHIFTS = [
    1542, 1543, 1544, 8452, 1813, 1814, 15921, 15918, 15919, 15920, 15935, 1153, 1304, 1154, 1812, 1537, 1158, 1161,
    1162, 1228, 5249, 1592, 1852, 15484, 1230, 1231, 1305, 1233, 1065, 15708, 10543, 15912, 6960, 5194,
]


def places(bounds):
    west, south, east, north = bounds
    return [(west + (east - west) * a, south + (north - south) * b) for a, b in ((0.2, 0.3), (0.7, 0.9))]


projected = []
for code in GRIDS:
    crs = CRS.from_epsg(code)
    transformer = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
    for longitude, latitude in places(crs.area_of_use.bounds):
        easting, northing = transformer.transform(longitude, latitude)
        # Japan's and China's own axes run north first; always_xy turns all to east, north.
        projected.append(
            {
                "code": f"EPSG:{code}",
                "datum": f"EPSG:{crs.geodetic_crs.to_epsg()}",
                "longitude": longitude,
                "latitude": latitude,
                "easting": easting,
                "northing": northing,
            }
        )

shifted = []
for code in SHIFTS:
    transformer = Transformer.from_pipeline(f"EPSG:{code}")
    area = transformer.area_of_use
    for longitude, latitude in places(area.bounds):
        to_latitude, to_longitude = transformer.transform(latitude, longitude)
        shifted.append(
            {
                "operation": code,
                "longitude": longitude,
                "latitude": latitude,
                "to_longitude": to_longitude,
                "to_latitude": to_latitude,
            }
        )

source = f"pyproj {pyproj.__version__}, PROJ {pyproj.proj_version_str}, EPSG dataset v11.022"
text = json.dumps({"source": source, "projected": projected, "shifted": shifted}, indent=2)
text = re.sub(r"\{\s+(\"[^{}]*?)\s+\}", lambda m: "{ " + re.sub(r"\s+", " ", m.group(1)) + " }", text)
print(text)
