"""Does the work of terrain.bench.mjs with harmonica's prism layer, on all cores. Arguments: folder, number of stations."""

import json
import sys
import time
from pathlib import Path

import harmonica as hm
import numpy as np
from choclo.constants import GRAVITATIONAL_CONST


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    work = json.loads((folder / "work.json").read_text())
    n, cell = work["cells"], work["cell"]
    surface = np.fromfile(folder / "heights.bin").reshape(n, n)
    axis = cell * (np.arange(n) + 0.5)
    density = np.where(surface > 0, work["land"], work["sea"] - work["land"])
    layer = hm.prism_layer((axis, axis), surface=surface, reference=0.0, properties={"density": density})
    points = tuple(np.array(work[name][:count]) for name in ("easting", "northing", "height"))
    layer.prism_layer.gravity(tuple(p[:1] for p in points), field="g_z")  # compiles
    start = time.perf_counter()
    gravity = layer.prism_layer.gravity(points, field="g_z")
    seconds = time.perf_counter() - start
    gravity = gravity * 6.6743e-11 / GRAVITATIONAL_CONST
    (folder / "answer.json").write_text(json.dumps({"seconds": seconds, "gravity": gravity.tolist()}))


if __name__ == "__main__":
    main()
