/** One task a type: it gives back what it gets. The same tasks stand in Python in python/echo.py. */
import {
  type FlyteDirectory,
  type FlyteFile,
  type Int,
  type StructuredDataset,
  type Temporal,
  task,
} from "@tsflyte/runtime";
import type { Address, Color, Mixed, Moments, Person, Report, Sale, Stored, Wide } from "./shapes.ts";

export const echo_int = task(async (o0: Int): Promise<Int> => o0);
export const echo_int64 = task(async (o0: bigint): Promise<bigint> => o0);
export const echo_float = task(async (o0: number): Promise<number> => o0);
export const echo_str = task(async (o0: string): Promise<string> => o0);
export const echo_bool = task(async (o0: boolean): Promise<boolean> => o0);
export const echo_datetime = task(async (o0: Date): Promise<Date> => o0);

export const echo_list_int = task(async (o0: Int[]): Promise<Int[]> => o0);
export const echo_nested_list = task(async (o0: number[][]): Promise<number[][]> => o0);
export const echo_dict_str = task(async (o0: Record<string, string>): Promise<Record<string, string>> => o0);
export const echo_nested_dict = task(
  async (o0: Record<string, Record<string, number>[]>): Promise<Record<string, Record<string, number>[]>> => o0,
);
export const echo_untyped_dict = task(async (o0: Record<string, unknown>): Promise<Record<string, unknown>> => o0);

export const echo_opt_int = task(async (o0: Int | null): Promise<Int | null> => o0);
export const echo_opt_list = task(async (o0: string[] | null): Promise<string[] | null> => o0);
export const echo_list_opt = task(async (o0: (number | null)[]): Promise<(number | null)[]> => o0);
export const echo_union = task(async (o0: Int | string | string[]): Promise<Int | string | string[]> => o0);
export const echo_union_bool = task(async (o0: boolean | Int | string): Promise<boolean | Int | string> => o0);
export const echo_dict_union = task(
  async (o0: Record<string, number | string | null>): Promise<Record<string, number | string | null>> => o0,
);
export const echo_union_struct = task(async (o0: string | Address | null): Promise<string | Address | null> => o0);

export const echo_enum = task(async (o0: Color): Promise<Color> => o0);
export const echo_list_enum = task(async (o0: Color[]): Promise<Color[]> => o0);
export const echo_opt_enum = task(async (o0: Color | null): Promise<Color | null> => o0);
export const echo_constant = task(async (o0: "only"): Promise<"only"> => o0);

export const echo_address = task(async (o0: Address): Promise<Address> => o0);
export const echo_person = task(async (o0: Person): Promise<Person> => o0);
export const echo_wide = task(async (o0: Wide): Promise<Wide> => o0);
export const echo_mixed = task(async (o0: Mixed): Promise<Mixed> => o0);
export const echo_list_struct = task(async (o0: Address[]): Promise<Address[]> => o0);
export const echo_dict_struct = task(
  async (o0: Record<string, (Address | null)[]>): Promise<Record<string, (Address | null)[]>> => o0,
);

export const echo_file = task(async (o0: FlyteFile): Promise<FlyteFile> => o0);
export const echo_file_csv = task(async (o0: FlyteFile<"csv">): Promise<FlyteFile<"csv">> => o0);
export const echo_list_file = task(async (o0: FlyteFile[]): Promise<FlyteFile[]> => o0);
export const echo_opt_file = task(async (o0: FlyteFile | null): Promise<FlyteFile | null> => o0);
export const echo_report = task(async (o0: Report): Promise<Report> => o0);
export const echo_instant = task(async (o0: Temporal.Instant): Promise<Temporal.Instant> => o0);
export const echo_date = task(async (o0: Temporal.PlainDate): Promise<Temporal.PlainDate> => o0);
export const echo_timedelta = task(async (o0: Temporal.Duration): Promise<Temporal.Duration> => o0);
export const echo_opt_timedelta = task(async (o0: Temporal.Duration | null): Promise<Temporal.Duration | null> => o0);
export const echo_list_date = task(async (o0: Temporal.PlainDate[]): Promise<Temporal.PlainDate[]> => o0);
export const echo_url = task(async (o0: URL): Promise<URL> => o0);
export const echo_tuple = task(async (o0: [Int, string]): Promise<[o0: [Int, string]]> => [o0]);
export const echo_moments = task(async (o0: Moments): Promise<Moments> => o0);
export const echo_directory = task(async (o0: FlyteDirectory): Promise<FlyteDirectory> => o0);
export const echo_list_directory = task(async (o0: FlyteDirectory[]): Promise<FlyteDirectory[]> => o0);
export const echo_dataset = task(async (o0: StructuredDataset): Promise<StructuredDataset> => o0);
export const echo_sales = task(async (o0: StructuredDataset<Sale>): Promise<StructuredDataset<Sale>> => o0);
export const echo_sales_csv = task(
  async (o0: StructuredDataset<Sale, "csv">): Promise<StructuredDataset<Sale, "csv">> => o0,
);
export const echo_stored = task(async (o0: Stored): Promise<Stored> => o0);
