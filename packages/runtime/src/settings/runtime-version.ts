/**
 * The version that task templates report. The server reads the three numbers as those of flytekit: it passes large values
 * by reference only to versions from 1.13.14 on, which this library does read; so the numbers say which flytekit's
 * contract holds here, and this library's own version stands behind them.
 */
export const runtimeVersion = "1.16.31+tsflyte.0.1.0";

/** The language that the tasks are written in. */
export const runtimeFlavor = "typescript";
