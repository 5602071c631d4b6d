/** Times and numbers as Go writes them: what the platform's programs put into commands and files. */

const units: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** An instant by RFC 3339, with no more digits than it has. */
export function instantText({ seconds, nanos }: { readonly seconds: bigint; readonly nanos: number }): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
  return `${whole}${fraction}Z`;
}

/** Seconds as `1h0m5s`. */
export function durationText(total: number): string {
  const sign = total < 0 ? "-" : "";
  const all = Math.abs(total);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60)];
  const seconds = Number((all % 60).toFixed(9));
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}s` : `${sign}${seconds}s`;
}

/** A number with as many digits as tell it from all others, and never with an exponent. */
export function floatText(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  return value.toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 17, minimumFractionDigits: 0 });
}

/** The milliseconds of `1h30m`; undefined for what is no duration. */
export function durationMilliseconds(text: string): number | undefined {
  if (text === "0") return 0;
  const [, sign = "", amounts = ""] = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (amounts === "") return undefined;
  let total = 0;
  for (const [, value, unit = ""] of amounts.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(value) * (units[unit] ?? 0);
  }
  return sign === "-" ? -total : total;
}
