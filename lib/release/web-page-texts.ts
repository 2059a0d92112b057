/**
 * Every text of the web page, in English. A page in another language replaces what it has: `webPage` takes `texts`. What
 * stands in {braces} is filled in.
 */
export const WEB_PAGE_TEXTS = {
  skip: "Skip to the value at a place",
  map: "Map",
  mapName:
    "Map of {layer}. Use the arrow keys to move, plus and minus to zoom, Enter for the value in the middle.",
  mapHelp:
    "Drag to move, turn the wheel or pinch to zoom, click for a value. Keyboard: arrow keys, + and −, 0 for the whole map, Enter for the value at the cross.",
  mapRole: "interactive map",
  viewButtons: "Map view",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  whole: "Show the whole map",
  layers: "Layers",
  overlays: "On the map",
  hillshade: "Light and shade",
  contours: "Contours",
  contoursEvery: "every {step} {units}",
  stations: "Stations",
  coast: "Coasts and borders",
  lines: "Lines",
  legend: "Colours",
  place: "Value at a place",
  longitude: "Longitude, degrees east",
  latitude: "Latitude, degrees north",
  easting: "Easting, m",
  northing: "Northing, m",
  placeIn: "Typed in",
  inMetres: "metres, {crs}",
  inDegrees: "degrees, WGS 84",
  show: "Show the value",
  downloads: "Downloads",
  about: "About this map",
  organisation: "Published by",
  licence: "Licence",
  date: "Date",
  coordinates: "Coordinates",
  degreesOf: "longitude and latitude in degrees ({crs})",
  metresOf: "metres in {crs}",
  onPlane: "metres on a plane",
  naturalEarth:
    "Coasts and borders: Natural Earth (public domain). Borders are drawn as they are held in fact; they state no opinion on the status of any territory.",
  precision:
    "A value at a node is the grid's own, rounded as shown. Between nodes it is interpolated (cubic convolution) from values so rounded.",
  loading: "The map is being loaded …",
  hint: "Click on the map, or type a place, to see its value.",
  valueAt: "{layer} at {place}",
  nearest: "Nearest station: {name}, {distance} away",
  nearestValue: "Nearest station: {name}, {distance} away, with {value}",
  unnamedStation: "without a name",
  placeMetres: "easting {x} m, northing {y} m",
  east: "E",
  west: "W",
  north: "N",
  south: "S",
  outside: "Outside the map",
  noData: "No data here",
  noDataColour: "No data",
  noSigma: "Its standard deviation is not known.",
  notNumbers: "Please type two numbers, for example 105.5 and 15.25.",
  oldBrowser:
    "This browser is too old to draw the map (it needs Chrome or Edge 80, Firefox 113, Safari 16.4, or later). The downloads work.",
  failed: "The map could not be drawn. The downloads work.",
  noScript: "The map needs JavaScript, which is switched off in this browser. The downloads work without it.",
} as const;

/** The key of one of {@link WEB_PAGE_TEXTS}. */
export type WebPageText = keyof typeof WEB_PAGE_TEXTS;

/** All texts of a page. */
export type WebPageTexts = Readonly<Record<WebPageText, string>>;

/** A text with its {places} filled in; a place that is not given becomes empty. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(values, name) ? values[name] : ""));
}
