/** The data: one row a day and city, as the file has it. */
import type { Int } from "@tsflyte/runtime";

/** What the sky did, in the words of the data set. */
export type Weather = "drizzle" | "fog" | "rain" | "snow" | "sun";

export type Season = "winter" | "spring" | "summer" | "autumn";

/** One day in one city. */
export interface Day {
  date: Date;
  /** Millimetres. */
  precipitation: number;
  /** Degrees Celsius. */
  high: number;
  /** Degrees Celsius. */
  low: number;
  weather: Weather;
}

/** One season over all years. */
export interface Summary {
  season: Season;
  days: Int;
  /** Degrees Celsius. */
  meanHigh: number;
  coldest: number;
  /** Millimetres a day. */
  rain: number;
  wetDays: Int;
  /** What the sky did most often. */
  mostly: Weather;
}

const months: readonly Season[] = ["winter", "spring", "summer", "autumn"];

/** The season of a day on the northern half of the earth: December begins winter. */
export function seasonOf(date: Date): Season {
  return months[Math.floor(((date.getUTCMonth() + 1) % 12) / 3)] ?? "winter";
}

export const round = (value: number): number => Math.round(value * 10) / 10;
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
