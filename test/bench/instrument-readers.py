"""Reads the CG-6 file of instrument-readers.bench.mjs in Python. Arguments: times | texts | lines, file."""

import datetime
import json
import resource
import sys
import time

COLUMNS = (
    "Station Date Time CorrGrav Line StdDev StdErr RawGrav X Y SensorTemp TideCorr TiltCorr TempCorr DriftCorr "
    "MeasurDur InstrHeight LatUser LonUser ElevUser LatGPS LonGPS ElevGPS Corrections"
).split()


def with_pandas(path, parse_times):
    """The C parser on all columns; date and time stay text, or become UTC times as our reader gives them."""
    import pandas

    start = time.perf_counter()
    table = pandas.read_csv(
        path,
        sep="\t",
        comment="/",
        header=None,
        names=COLUMNS,
        na_values=["--", "****"],
        dtype={"Station": str, "Line": str, "Corrections": str},
        engine="c",
    )
    if parse_times:
        table["time"] = pandas.to_datetime(table.Date + " " + table.Time, format="%Y-%m-%d %H:%M:%S", utc=True)
    seconds = time.perf_counter() - start
    return len(table), float(table.CorrGrav.sum()), seconds


def by_lines(path):
    """A line at a time, a list a column, a date object a line: as field programs in Python do it."""
    from matplotlib.dates import date2num

    start = time.perf_counter()
    numbers = [[] for _ in range(12)]
    stations, times = [], []
    with open(path) as file:
        for line in file:
            cells = line.strip().split("\t")
            if line[0] == "/":
                continue
            stations.append(cells[0].strip())
            for values, k in zip(numbers, (3, 5, 8, 9, 11, 12, 13, 15, 17, 18, 19, 7)):
                values.append(float(cells[k]))
            day = [int(part) for part in cells[1].split("-")]
            clock = [int(part) for part in cells[2].split(":")]
            times.append(date2num(datetime.datetime(*day, *clock)))
    seconds = time.perf_counter() - start
    return len(times), sum(numbers[0]), seconds


mode, file = sys.argv[1:]
if mode != "lines":
    import pandas  # before the clock starts
before = time.process_time()
rows, total, seconds = by_lines(file) if mode == "lines" else with_pandas(file, mode == "times")
processor = time.process_time() - before
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps({"rows": rows, "sum": total, "seconds": seconds, "processor": processor, "memory": memory}))
