/** Tables of rows, as they lie in storage. Loaded when the first dataset is opened or written. */
export { arrowTable } from "./arrow.ts";
export { readDataset } from "./read-dataset.ts";
export { writeDataset } from "./write-dataset.ts";
