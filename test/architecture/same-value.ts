/** Largest relative difference between two numbers that count as equal. */
const tolerance = 1e-9;

/**
 * Says how a value differs from the expected one, or `undefined` where it does not. Numbers may differ by a
 * billionth of the expected one; NaN equals NaN; typed arrays must be of one type; a property that is `undefined`
 * equals one that is not there.
 */
export function difference(actual: unknown, expected: unknown, place = "the value"): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  if (typeof actual === "number" && typeof expected === "number")
    return Number.isFinite(expected) && Math.abs(actual - expected) <= tolerance * Math.abs(expected)
      ? undefined
      : `${place} is ${actual}, not ${expected}`;
  if (!isObject(actual) || !isObject(expected)) return `${place} is ${shown(actual)}, not ${shown(expected)}`;
  const [kind, wanted] = [kindOf(actual), kindOf(expected)];
  if (kind !== wanted) return `${place} is ${kind}, not ${wanted}`;
  if (actual instanceof Date) return difference(actual.getTime(), (expected as Date).getTime(), place);
  if (actual instanceof Map || actual instanceof Set)
    return difference([...actual], [...(expected as Iterable<unknown>)], place);
  if (Array.isArray(actual) || ArrayBuffer.isView(actual)) return listDifference(actual, expected, place);
  return recordDifference(actual, expected, place);
}

function listDifference(actual: object, expected: object, place: string): string | undefined {
  const [a, b] = [actual, expected] as unknown as [ArrayLike<unknown>, ArrayLike<unknown>];
  if (a.length !== b.length) return `${place} has ${a.length} values, not ${b.length}`;
  for (let i = 0; i < b.length; i++) {
    const found = difference(a[i], b[i], `${place}[${i}]`);
    if (found) return found;
  }
  return undefined;
}

function recordDifference(actual: object, expected: object, place: string): string | undefined {
  const [a, b] = [actual, expected] as [Record<string, unknown>, Record<string, unknown>];
  for (const key of new Set([...Object.keys(b), ...Object.keys(a)])) {
    const found = difference(a[key], b[key], `${place}.${key}`);
    if (found) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What two values must share before their parts are compared: the class, for the classes of the language. */
function kindOf(value: object): string {
  if (Array.isArray(value)) return "an array";
  if (ArrayBuffer.isView(value) || value instanceof Date || value instanceof Map || value instanceof Set)
    return `a ${value.constructor.name}`;
  return "an object";
}

function shown(value: unknown): string {
  if (isObject(value)) return kindOf(value);
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
