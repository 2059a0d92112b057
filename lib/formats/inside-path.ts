/**
 * True for a path that leads down from a folder on every system: no `..`, no drive, no address, nothing absolute.
 *
 * @example
 * isInsidePath("points/stations.csv"); // => true
 * isInsidePath("../stations.csv"); // => false
 * isInsidePath("C:stations.csv"); // => false
 */
export function isInsidePath(path: string): boolean {
  return (
    !/^[/\\~]|^[a-z][a-z0-9+.-]*:|\\|\0/i.test(path) && path.split("/").every((part) => !/^\.*$/.test(part))
  );
}
