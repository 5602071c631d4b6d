/** One task a type: it says how what it gets differs from the value of a name. */
import {
  type FlyteDirectory,
  type FlyteFile,
  type Int,
  type StructuredDataset,
  type Temporal,
  task,
} from "@tsflyte/runtime";
import { differences } from "./differences.ts";
import type { Address, Color, Mixed, Moments, Person, Report, Sale, Stored, Wide } from "./shapes.ts";
import * as values from "./values.ts";
import { namedValue } from "./values.ts";

export const check_int = task(
  async (name: string, o0: Int): Promise<string> => differences(o0, namedValue(values.ints, name)),
);
export const check_int64 = task(
  async (name: string, o0: bigint): Promise<string> => differences(o0, namedValue(values.bigints, name)),
);
export const check_float = task(
  async (name: string, o0: number): Promise<string> => differences(o0, namedValue(values.floats, name)),
);
export const check_str = task(
  async (name: string, o0: string): Promise<string> => differences(o0, namedValue(values.strings, name)),
);
export const check_bool = task(
  async (name: string, o0: boolean): Promise<string> => differences(o0, namedValue(values.booleans, name)),
);
export const check_datetime = task(
  async (name: string, o0: Date): Promise<string> => differences(o0, namedValue(values.dates, name)),
);
export const check_list_int = task(
  async (name: string, o0: Int[]): Promise<string> => differences(o0, namedValue(values.intLists, name)),
);
export const check_nested_list = task(
  async (name: string, o0: number[][]): Promise<string> => differences(o0, namedValue(values.nestedLists, name)),
);
export const check_dict_str = task(
  async (name: string, o0: Record<string, string>): Promise<string> =>
    differences(o0, namedValue(values.stringRecords, name)),
);
export const check_nested_dict = task(
  async (name: string, o0: Record<string, Record<string, number>[]>): Promise<string> =>
    differences(o0, namedValue(values.nestedRecords, name)),
);
export const check_untyped_dict = task(
  async (name: string, o0: Record<string, unknown>): Promise<string> =>
    differences(o0, namedValue(values.untypedRecords, name)),
);
export const check_opt_int = task(
  async (name: string, o0: Int | null): Promise<string> => differences(o0, namedValue(values.optionalInts, name)),
);
export const check_opt_list = task(
  async (name: string, o0: string[] | null): Promise<string> => differences(o0, namedValue(values.optionalLists, name)),
);
export const check_list_opt = task(
  async (name: string, o0: (number | null)[]): Promise<string> =>
    differences(o0, namedValue(values.listsOfOptional, name)),
);
export const check_union = task(
  async (name: string, o0: Int | string | string[]): Promise<string> =>
    differences(o0, namedValue(values.unions, name)),
);
export const check_union_bool = task(
  async (name: string, o0: boolean | Int | string): Promise<string> =>
    differences(o0, namedValue(values.booleanUnions, name)),
);
export const check_dict_union = task(
  async (name: string, o0: Record<string, number | string | null>): Promise<string> =>
    differences(o0, namedValue(values.recordsOfUnions, name)),
);
export const check_union_struct = task(
  async (name: string, o0: string | Address | null): Promise<string> =>
    differences(o0, namedValue(values.structUnions, name)),
);
export const check_enum = task(
  async (name: string, o0: Color): Promise<string> => differences(o0, namedValue(values.enums, name)),
);
export const check_list_enum = task(
  async (name: string, o0: Color[]): Promise<string> => differences(o0, namedValue(values.enumLists, name)),
);
export const check_opt_enum = task(
  async (name: string, o0: Color | null): Promise<string> => differences(o0, namedValue(values.optionalEnums, name)),
);
export const check_constant = task(
  async (name: string, o0: "only"): Promise<string> => differences(o0, namedValue(values.constants, name)),
);
export const check_address = task(
  async (name: string, o0: Address): Promise<string> => differences(o0, namedValue(values.addresses, name)),
);
export const check_person = task(
  async (name: string, o0: Person): Promise<string> => differences(o0, namedValue(values.persons, name)),
);
export const check_wide = task(
  async (name: string, o0: Wide): Promise<string> => differences(o0, namedValue(values.wides, name)),
);
export const check_mixed = task(
  async (name: string, o0: Mixed): Promise<string> => differences(o0, namedValue(values.mixed, name)),
);
export const check_list_struct = task(
  async (name: string, o0: Address[]): Promise<string> => differences(o0, namedValue(values.structLists, name)),
);
export const check_dict_struct = task(
  async (name: string, o0: Record<string, (Address | null)[]>): Promise<string> =>
    differences(o0, namedValue(values.structRecords, name)),
);
export const check_file = task(
  async (name: string, o0: FlyteFile): Promise<string> => differences(o0, namedValue(values.files, name)),
);
export const check_file_csv = task(
  async (name: string, o0: FlyteFile<"csv">): Promise<string> => differences(o0, namedValue(values.csvFiles, name)),
);
export const check_list_file = task(
  async (name: string, o0: FlyteFile[]): Promise<string> => differences(o0, namedValue(values.fileLists, name)),
);
export const check_opt_file = task(
  async (name: string, o0: FlyteFile | null): Promise<string> =>
    differences(o0, namedValue(values.optionalFiles, name)),
);
export const check_report = task(
  async (name: string, o0: Report): Promise<string> => differences(o0, namedValue(values.reports, name)),
);
export const check_instant = task(
  async (name: string, o0: Temporal.Instant): Promise<string> => differences(o0, namedValue(values.instants, name)),
);
export const check_date = task(
  async (name: string, o0: Temporal.PlainDate): Promise<string> => differences(o0, namedValue(values.days, name)),
);
export const check_timedelta = task(
  async (name: string, o0: Temporal.Duration): Promise<string> => differences(o0, namedValue(values.durations, name)),
);
export const check_opt_timedelta = task(
  async (name: string, o0: Temporal.Duration | null): Promise<string> =>
    differences(o0, namedValue(values.optionalDurations, name)),
);
export const check_list_date = task(
  async (name: string, o0: Temporal.PlainDate[]): Promise<string> => differences(o0, namedValue(values.dayLists, name)),
);
export const check_url = task(
  async (name: string, o0: URL): Promise<string> => differences(o0, namedValue(values.urls, name)),
);
export const check_tuple = task(
  async (name: string, o0: [Int, string]): Promise<string> => differences(o0, namedValue(values.tuples, name)),
);
export const check_moments = task(
  async (name: string, o0: Moments): Promise<string> => differences(o0, namedValue(values.moments, name)),
);
export const check_directory = task(
  async (name: string, o0: FlyteDirectory): Promise<string> => differences(o0, namedValue(values.directories, name)),
);
export const check_list_directory = task(
  async (name: string, o0: FlyteDirectory[]): Promise<string> =>
    differences(o0, namedValue(values.directoryLists, name)),
);
export const check_dataset = task(
  async (name: string, o0: StructuredDataset): Promise<string> => differences(o0, namedValue(values.datasets, name)),
);
export const check_sales = task(
  async (name: string, o0: StructuredDataset<Sale>): Promise<string> => differences(o0, namedValue(values.sales, name)),
);
export const check_sales_csv = task(
  async (name: string, o0: StructuredDataset<Sale, "csv">): Promise<string> =>
    differences(o0, namedValue(values.csvSales, name)),
);
export const check_stored = task(
  async (name: string, o0: Stored): Promise<string> => differences(o0, namedValue(values.stored, name)),
);
