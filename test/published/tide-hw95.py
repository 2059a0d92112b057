"""Gravity tides summed from the catalogue of Hartmann & Wenzel (1995): an oracle that shares no code with lib/earth.

It writes tide-hw95.json. The catalogue hw95s.dat (12,935 waves) comes with the Python package pygtide 0.9.7:
    pip download --no-deps --no-binary :all: pygtide==0.9.7, unpack, then
    python tide-hw95.py PATH/pygtide/commdat/hw95s.dat > tide-hw95.json      (needs numpy)

Waves: V = sum (r/a)^l Pbar_lm(sin psi) [(C0 + C1 T) cos(arg) + (S0 + S1 T) sin(arg)], a = 6378136.3 m, Pbar fully
normalised, arg the sum of multiples of the longitudes of Simon et al. (1994), as program ETERNA counts them. Gravity is
minus the derivative along the ellipsoidal normal: positive down, nm/s2. UT1 is taken as UTC. The elastic Earth has a
factor for every single wave, from its degree, order and frequency.
"""
import json
import random
import sys
from math import factorial

import numpy as np
from numpy.polynomial import legendre, polynomial

LEAP_SECONDS = [(1988.0, 24), (1990.0, 25), (1991.0, 26), (1992.5, 27), (1993.5, 28), (1994.5, 29), (1996.0, 30),
                (1997.5, 31), (1999.0, 32), (2006.0, 33), (2009.0, 34), (2012.5, 35), (2015.5, 36), (2017.0, 37)]
LONGITUDES = [  # degrees, against Julian millennia: h, p, -N, p1, Mercury to Saturn
    [280.46645016, 360007.6974880556, 0.0303222222, 0.00002, -0.0000653611],
    [83.35324312, 40690.1363525, -1.0321722222, -0.0124916667, 0.0005263333],
    [234.95544499, 19341.3626197222, -0.2075611111, -0.0021394444, 0.0001649722],
    [282.93734098, 17.1945766666, 0.0456888889, -0.0000177778, -0.0000334444],
    [252.25090552, 1494740.7217223248, 0.0303498417], [181.97980085, 585192.1295333027, 0.0310139472],
    [355.43299958, 191416.9637029695, 0.0310518722], [34.35151874, 30363.0277484806, 0.0223297222],
    [50.07744430, 12235.1106862167, 0.0519078250]]
MOON = [218.31664563, 481267.88119575, -0.0014663889, 0.0000018514]  # s, against Julian centuries


def read_catalogue(path):
    waves, started = [], False
    for line in open(path, encoding="latin1"):
        if line.startswith("999999"):
            break
        if started:
            multiples = [int(line[11 + 3 * i:14 + 3 * i]) for i in range(11)]
            numbers = [float(line[56:68]), float(line[68:80]), float(line[80:90]), float(line[90:100])]
            waves.append((int(line[9:11]), multiples, numbers))
        started = started or line.startswith("C****")
    return (np.array([w[0] for w in waves]), np.array([w[1] for w in waves]), np.array([w[2] for w in waves]) * 1e-10)


def arguments(unix, longitude):
    """The eleven arguments in degrees and their rates in degrees per hour."""
    julian = unix / 86400 + 2440587.5
    year = 2000 + (julian - 2451544.5) / 365.25
    delta = 32.184 + [s for start, s in LEAP_SECONDS if start <= year + 1e-4][-1]
    centuries = (julian - 2451545.0) / 36525 + delta / 3155760000
    hours = ((julian + 0.5) % 1) * 24
    s, rest = polynomial.polyval(centuries, MOON), [polynomial.polyval(centuries / 10, c) for c in LONGITUDES]
    s_rate = polynomial.polyval(centuries, polynomial.polyder(MOON)) / (36525 * 24)
    rates = [polynomial.polyval(centuries / 10, polynomial.polyder(c)) / (365250 * 24) for c in LONGITUDES]
    # The catalogue was fitted with TT - UTC neglected in sidereal time; ETERNA undoes it.
    tau = rest[0] - s + longitude + 15 * hours - 0.0027 * delta * 15 / 3600
    return np.array([tau, s, *rest]), np.array([rates[0] - s_rate + 15, s_rate, *rates])


def legendre_bar(l, m, theta):
    """Fully normalised associated Legendre function (no Condon-Shortley sign) and its derivative by theta."""
    p = legendre.leg2poly([0] * l + [1])
    p = polynomial.polyder(p, m) if m else p
    norm = np.sqrt((2 * l + 1) * (1 if m == 0 else 2) * factorial(l - m) / factorial(l + m))
    c, s = np.cos(theta), np.sin(theta)
    f, df = polynomial.polyval(c, p), -s * polynomial.polyval(c, polynomial.polyder(p))
    return norm * s**m * f, norm * ((m * s**(m - 1) * c * f if m else 0) + s**m * df)


def station(latitude, height):
    """Upward derivative along the ellipsoidal normal of each (l, m), per unit coefficient, nm/s2; sine of psi."""
    a, e2 = 6378136.3, 6.69439795140e-3
    phi = np.radians(latitude)
    n = a / np.sqrt(1 - e2 * np.sin(phi)**2)
    x, z = (n + height) * np.cos(phi), (n * (1 - e2) + height) * np.sin(phi)
    r, psi = np.hypot(x, z), np.arctan2(z, x)
    result = {}
    for l in range(1, 7):
        for m in range(l + 1):
            value, slope = legendre_bar(l, m, np.pi / 2 - psi)
            result[l, m] = (r / a)**l / r * 1e9 * (l * value * np.cos(phi - psi) - slope * np.sin(phi - psi))
    return result, np.sin(psi)


def factors(degree, multiples, rate, sin_psi):
    """Gravimetric factor of every wave."""
    order, frequency = multiples[:, 0], multiples @ rate
    delta = np.ones(len(degree))
    delta[degree == 3], delta[degree == 4] = 1.073, 1.036
    delta[(degree == 2) & (order == 0)] = 1.158
    diurnal, semidiurnal = (degree == 2) & (order == 1), (degree == 2) & (order == 2)
    f = frequency[diurnal]
    delta[diurnal] = (1.1542 + 0.00008 * np.sqrt(3) / (2 * np.sqrt(2)) * (7 * sin_psi**2 - 3)
                      - 0.000615 * (f - 13.943036) / (15.0759 - f))
    delta[semidiurnal] = 1.1617 + 0.00006 * np.sqrt(3) / 2 * (7 * sin_psi**2 - 1)
    return delta


def tide(catalogue, unix, latitude, longitude, height):
    degree, multiples, numbers = catalogue
    argument, rate = arguments(unix, longitude)
    geometry, sin_psi = station(latitude, height)
    phase = np.radians((multiples @ argument) % 360)
    t = (unix / 86400 + 2440587.5 - 2451544.0) / 36525
    waves = -((numbers[:, 0] + t * numbers[:, 2]) * np.cos(phase) + (numbers[:, 1] + t * numbers[:, 3]) * np.sin(phase))
    waves *= [geometry[l, k] for l, k in zip(degree, multiples[:, 0])]
    still = (multiples == 0).all(axis=1)
    elastic = waves * factors(degree, multiples, rate, sin_psi)
    return {"rigid": waves.sum(), "rigid_mean": waves[~still].sum(),
            "elastic": elastic.sum(), "elastic_mean": elastic[~still].sum()}


def main():
    catalogue = read_catalogue(sys.argv[1])
    random.seed(6)
    rows = [(52.3868, 9.7144, 110, 631152000 + 3600 * i) for i in range(2)]  # 1990-01-01 00:00 and 01:00
    places = [(52.3868, 9.7144, 110), (21.03, 105.85, 20), (17.97, 102.6, 170), (14.6, 121.0, 40), (3.15, 101.7, 60),
              (-6.2, 106.8, 10), (35.45, 139.5, 3000), (-70, 45, 3000), (90, 0, 0)]
    for place in places:
        for _ in range(12):
            rows.append((*place, 694224000 + random.randrange(31 * 365 * 86400)))  # 1992 to 2022
    out = [{"time": unix * 1000, "latitude": lat, "longitude": lon, "height": h,
            **{k: round(v, 3) for k, v in tide(catalogue, unix, lat, lon, h).items()}} for lat, lon, h, unix in rows]
    print("[\n" + ",\n".join(json.dumps(row) for row in out) + "\n]")


main()
