/** Weather by season: read a CSV file, clean it, summarise every season on its own, and write a report. */
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteFile, type Int, type Outputs, task, workflow } from "@tsflyte/runtime";
import { csvParse } from "d3-dsv";
import { type Day, mean, round, type Season, type Summary, seasonOf, type Weather } from "./days.js";

/**
 * Reads the days of one city.
 * @param file a CSV file with a header line
 * @param city the city as the file names it
 */
export const read = task({ retries: 2 }, async (file: FlyteFile<"csv">, city: string): Promise<Day[]> => {
  const rows = csvParse(await file.text()).filter((row) => row["location"] === city);
  if (rows.length === 0) throw new Error(`the file has no rows for ${city}`);
  return rows.map((row) => ({
    date: new Date(`${row["date"]}T00:00:00Z`),
    precipitation: Number(row["precipitation"]),
    high: Number(row["temp_max"]),
    low: Number(row["temp_min"]),
    weather: row["weather"] as Weather,
  }));
});

/** Leaves out days without numbers and days that come twice. */
export const clean = task(async (days: Day[]): Promise<[days: Day[], dropped: Int]> => {
  const seen = new Set<number>();
  const kept = days.filter((day) => {
    const numbers = [day.date.getTime(), day.precipitation, day.high, day.low];
    const isNew = numbers.every(Number.isFinite) && day.low <= day.high && !seen.has(day.date.getTime());
    seen.add(day.date.getTime());
    return isNew;
  });
  return [kept, days.length - kept.length];
});

/** The days of one season. */
export const select = task(
  async (days: Day[], season: Season): Promise<Day[]> => days.filter((day) => seasonOf(day.date) === season),
);

/** How warm and how cold it was, in degrees Celsius. */
export const temperatures = task(
  async (days: Day[]): Promise<Outputs<{ meanHigh: number; coldest: number }>> => ({
    meanHigh: round(mean(days.map((day) => day.high))),
    coldest: Math.min(...days.map((day) => day.low)),
  }),
);

/** How much it rained: millimetres a day, and the days with rain. */
export const rainfall = task(
  async (days: Day[]): Promise<[rain: number, wetDays: Int]> => [
    round(mean(days.map((day) => day.precipitation))),
    days.filter((day) => day.precipitation > 0).length,
  ],
);

/** Puts the numbers of one season together. */
export const combine = task(
  async (
    season: Season,
    days: Day[],
    meanHigh: number,
    coldest: number,
    rain: number,
    wetDays: Int,
  ): Promise<Summary> => {
    const counts = new Map<Weather, number>();
    for (const { weather } of days) counts.set(weather, (counts.get(weather) ?? 0) + 1);
    const [mostly] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["sun"];
    return { season, days: days.length, meanHigh, coldest, rain, wetDays, mostly };
  },
);

/** One season: its temperatures and its rain are computed side by side. */
export const summarise = workflow(async (days: Day[], season: Season): Promise<Summary> => {
  const chosen = await select(days, season);
  const { meanHigh, coldest } = await temperatures(chosen);
  const [rain, wetDays] = await rainfall(chosen);
  return await combine(season, chosen, meanHigh, coldest, rain, wetDays);
});

/** The seasons from the warmest to the coldest. */
export const rank = task(
  async (seasons: Summary[]): Promise<Summary[]> => seasons.toSorted((a, b) => b.meanHigh - a.meanHigh),
);

/** Writes the report as Markdown. */
export const render = task(async (city: string, seasons: Summary[], dropped: Int): Promise<FlyteFile<"md">> => {
  const rows = seasons.map((row) => `| ${Object.values(row).join(" | ")} |`);
  const columns = Object.keys(seasons[0] ?? {});
  const table = [`| ${columns.join(" | ")} |`, `|${columns.map(() => "---").join("|")}|`, ...rows];
  const path = join(tmpdir(), `weather-${process.pid}-${Date.now()}.md`);
  await writeFile(path, [`# Weather in ${city}`, "", ...table, "", `${dropped} days left out.`, ""].join("\n"));
  return new FlyteFile(path);
});

/**
 * Weather of a city by season, over all years.
 * @param file daily weather with the columns location, date, precipitation, temp_max, temp_min and weather
 * @param city whose weather
 */
export const report = workflow(
  async (
    file: FlyteFile<"csv">,
    city: string = "Seattle",
  ): Promise<Outputs<{ seasons: Summary[]; report: FlyteFile<"md"> }>> => {
    const [days, dropped] = await clean(await read(file, city));
    const all: Season[] = ["winter", "spring", "summer", "autumn"];
    const seasons = await rank(all.map((season) => summarise(days, season)));
    return { seasons, report: await render(city, seasons, dropped) };
  },
);
