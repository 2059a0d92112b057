"""What rasterio and xarray make of grids: reads {path, engine, variable, places} as JSON lines, answers in JSON lines."""

import json
import sys

import numpy as np


def with_rasterio(path, places):
    import rasterio

    with rasterio.open(path) as raster:
        values = [None if np.isnan(v[0]) or v[0] == raster.nodata else float(v[0]) for v in raster.sample(places)]
        epsg = raster.crs.to_epsg() if raster.crs else None
        return {"values": values, "epsg": epsg, "bounds": list(raster.bounds), "units": raster.units[0],
                "name": raster.descriptions[0], "overviews": raster.overviews(1)}


def with_xarray(path, variable, places):
    import xarray

    with xarray.open_dataset(path) as data:
        field = data[variable]
        y, x = (data[name].values for name in field.dims)
        picked = field.values[[np.abs(y - v).argmin() for _, v in places], [np.abs(x - u).argmin() for u, _ in places]]
        values = [None if np.isnan(v) else float(v) for v in picked]
        return {"values": values, "units": field.attrs["units"], "wkt": data[field.attrs["grid_mapping"]].attrs["crs_wkt"]}


def with_harmonica(path, variable, places):
    import harmonica

    field = harmonica.load_icgem_gdf(path)[variable]
    y, x = field.latitude.values, field.longitude.values
    picked = field.values[[np.abs(y - v).argmin() for _, v in places], [np.abs(x - u).argmin() for u, _ in places]]
    return {"values": [float(v) for v in picked]}


for line in sys.stdin:
    job = json.loads(line)
    reader = {"rasterio": with_rasterio, "xarray": with_xarray, "harmonica": with_harmonica}[job.pop("engine")]
    print(json.dumps(reader(**job)), flush=True)
