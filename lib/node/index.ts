export { type Dataset, dataset } from "./dataset.js";
export { figurePage } from "./figure-page.js";
export { type BytesFile, readBytesFile, readTextFile, type WriteFilesOptions, writeFiles } from "./files.js";
export { packageRoot } from "./package-root.js";
export { type RenderPngOptions, renderPng, shippedFonts } from "./render-png.js";
