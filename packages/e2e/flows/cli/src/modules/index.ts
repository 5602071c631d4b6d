export { quadruple } from "./main.ts";
export { double } from "./shared.ts";
