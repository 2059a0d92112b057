"""One gridder of somebody else in a process of its own. Arguments: the folder with work.json and points.bin, the contender's name.

Each has compiled on 300 points before the clock is on. GMT's seconds and memory are those of its own process.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

folder, name = Path(sys.argv[1]), sys.argv[2]
work = json.loads((folder / "work.json").read_text())
side, nodes = work["side"], work["nodes"]
x, y, values = np.fromfile(folder / "points.bin").reshape(3, work["count"])


def with_scipy(method):
    from scipy.interpolate import griddata

    return lambda x, y, values, east, north: griddata((x, y), values, (east, north), method=method)


def with_verde(x, y, values, east, north):
    import verde

    return verde.Spline(damping=1e-8).fit((x, y), values).predict((east, north))


def with_harmonica(x, y, values, east, north):
    from harmonica import EquivalentSources

    model = EquivalentSources(damping=1e-3).fit((x, y, np.zeros_like(x)), values)
    return model.predict((east, north, np.zeros_like(east)))


def with_pykrige(x, y, values, east, north):
    from pykrige.ok import OrdinaryKriging

    model = OrdinaryKriging(x, y, values, variogram_model="exponential", nlags=12, weight=True)
    predicted, _ = model.execute("grid", east[0], north[:, 0], backend="C", n_closest_points=32)
    return np.asarray(predicted)


def with_gmt(x, y, values, east, north):
    # In steps of the grid: with an odd number of metres GMT 6.4 aborts.
    where = [f"-R0/{nodes - 1}/0/{nodes - 1}", "-I1"]
    step = side / (nodes - 1)
    np.stack([x / step, y / step, values], axis=1).tofile(folder / "rows.bin")
    if name == "GMT blockmean":
        with open(folder / "means.bin", "wb") as means:
            subprocess.run(["gmt", "blockmean", "rows.bin", "-bi3d", "-bo3d", *where], cwd=folder, check=True, stdout=means)
        return None
    options = ["-T0.25", "-Qr", "-Ggrid.nc"]
    subprocess.run(["gmt", "surface", "rows.bin", "-bi3d", *where, *options], cwd=folder, check=True, capture_output=True)
    return None


CONTENDERS = {
    "scipy nearest": with_scipy("nearest"),
    "scipy linear": with_scipy("linear"),
    "verde Spline": with_verde,
    "harmonica": with_harmonica,
    "PyKrige": with_pykrige,
    "GMT blockmean": with_gmt,
    "GMT surface": with_gmt,
}


def main():
    run, is_gmt = CONTENDERS[name], name.startswith("GMT")
    if not is_gmt:
        some = np.linspace(0, side, 5)
        run(x[:300], y[:300], values[:300], *np.meshgrid(some, some))
    axis = np.linspace(0, side, nodes)
    east, north = np.meshgrid(axis, axis)
    clock, cpu = time.perf_counter(), time.process_time()
    grid = run(x, y, values, east, north)
    answer = {"clock": time.perf_counter() - clock, "cpu": time.process_time() - cpu}
    used = resource.getrusage(resource.RUSAGE_CHILDREN if is_gmt else resource.RUSAGE_SELF)
    answer["mib"] = used.ru_maxrss / 1024
    if is_gmt:
        answer["cpu"] = used.ru_utime + used.ru_stime
    if name == "GMT surface":
        with open(folder / "grid.bin", "wb") as file:
            subprocess.run(["gmt", "grd2xyz", "grid.nc", "-ZBLd"], cwd=folder, check=True, stdout=file)
    else:
        (np.empty(0) if grid is None else np.ascontiguousarray(grid)).tofile(folder / "grid.bin")
    (folder / "answer.json").write_text(json.dumps(answer))


main()
