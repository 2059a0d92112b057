// Degrees on a map in metres: polynomials that the page was given in place of its projection.

/** The pair of numbers that two sums of Chebyshev polynomials have at a place; nothing outside their box. */
export function atPlace({ box: [west, east, south, north], size, sums }, x, y) {
  if (!(x >= west && x <= east && y >= south && y <= north)) return undefined;
  const ofX = chebyshevValues((2 * x - west - east) / (east - west), size);
  const ofY = chebyshevValues((2 * y - south - north) / (north - south), size);
  return sums.map((factors) => {
    let sum = 0;
    for (let k = 0; k < factors.length; k++) sum += factors[k] * ofX[k % size] * ofY[Math.floor(k / size)];
    return sum;
  });
}

function chebyshevValues(u, size) {
  const values = [1, u];
  while (values.length < size) values.push(2 * u * values[values.length - 1] - values[values.length - 2]);
  return values;
}
