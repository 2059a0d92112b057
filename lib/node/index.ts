export { type Dataset, dataset } from "./dataset.js";
export { type BytesFile, readBytesFile, readTextFile, writeFiles } from "./files.js";
