/** One task a type: it makes the value of a name. */
import {
  type FlyteDirectory,
  type FlyteFile,
  type Int,
  type StructuredDataset,
  type Temporal,
  task,
} from "@tsflyte/runtime";
import type { Address, Color, Mixed, Moments, Person, Report, Sale, Stored, Wide } from "./shapes.ts";
import * as values from "./values.ts";
import { namedValue } from "./values.ts";

export const produce_int = task(async (name: string): Promise<Int> => namedValue(values.ints, name));
export const produce_int64 = task(async (name: string): Promise<bigint> => namedValue(values.bigints, name));
export const produce_float = task(async (name: string): Promise<number> => namedValue(values.floats, name));
export const produce_str = task(async (name: string): Promise<string> => namedValue(values.strings, name));
export const produce_bool = task(async (name: string): Promise<boolean> => namedValue(values.booleans, name));
export const produce_datetime = task(async (name: string): Promise<Date> => namedValue(values.dates, name));
export const produce_list_int = task(async (name: string): Promise<Int[]> => namedValue(values.intLists, name));
export const produce_nested_list = task(
  async (name: string): Promise<number[][]> => namedValue(values.nestedLists, name),
);
export const produce_dict_str = task(
  async (name: string): Promise<Record<string, string>> => namedValue(values.stringRecords, name),
);
export const produce_nested_dict = task(
  async (name: string): Promise<Record<string, Record<string, number>[]>> => namedValue(values.nestedRecords, name),
);
export const produce_untyped_dict = task(
  async (name: string): Promise<Record<string, unknown>> => namedValue(values.untypedRecords, name),
);
export const produce_opt_int = task(async (name: string): Promise<Int | null> => namedValue(values.optionalInts, name));
export const produce_opt_list = task(
  async (name: string): Promise<string[] | null> => namedValue(values.optionalLists, name),
);
export const produce_list_opt = task(
  async (name: string): Promise<(number | null)[]> => namedValue(values.listsOfOptional, name),
);
export const produce_union = task(
  async (name: string): Promise<Int | string | string[]> => namedValue(values.unions, name),
);
export const produce_union_bool = task(
  async (name: string): Promise<boolean | Int | string> => namedValue(values.booleanUnions, name),
);
export const produce_dict_union = task(
  async (name: string): Promise<Record<string, number | string | null>> => namedValue(values.recordsOfUnions, name),
);
export const produce_union_struct = task(
  async (name: string): Promise<string | Address | null> => namedValue(values.structUnions, name),
);
export const produce_enum = task(async (name: string): Promise<Color> => namedValue(values.enums, name));
export const produce_list_enum = task(async (name: string): Promise<Color[]> => namedValue(values.enumLists, name));
export const produce_opt_enum = task(
  async (name: string): Promise<Color | null> => namedValue(values.optionalEnums, name),
);
export const produce_constant = task(async (name: string): Promise<"only"> => namedValue(values.constants, name));
export const produce_address = task(async (name: string): Promise<Address> => namedValue(values.addresses, name));
export const produce_person = task(async (name: string): Promise<Person> => namedValue(values.persons, name));
export const produce_wide = task(async (name: string): Promise<Wide> => namedValue(values.wides, name));
export const produce_mixed = task(async (name: string): Promise<Mixed> => namedValue(values.mixed, name));
export const produce_list_struct = task(
  async (name: string): Promise<Address[]> => namedValue(values.structLists, name),
);
export const produce_dict_struct = task(
  async (name: string): Promise<Record<string, (Address | null)[]>> => namedValue(values.structRecords, name),
);
export const produce_file = task(async (name: string): Promise<FlyteFile> => namedValue(values.files, name));
export const produce_file_csv = task(
  async (name: string): Promise<FlyteFile<"csv">> => namedValue(values.csvFiles, name),
);
export const produce_list_file = task(async (name: string): Promise<FlyteFile[]> => namedValue(values.fileLists, name));
export const produce_opt_file = task(
  async (name: string): Promise<FlyteFile | null> => namedValue(values.optionalFiles, name),
);
export const produce_report = task(async (name: string): Promise<Report> => namedValue(values.reports, name));
export const produce_instant = task(
  async (name: string): Promise<Temporal.Instant> => namedValue(values.instants, name),
);
export const produce_date = task(async (name: string): Promise<Temporal.PlainDate> => namedValue(values.days, name));
export const produce_timedelta = task(
  async (name: string): Promise<Temporal.Duration> => namedValue(values.durations, name),
);
export const produce_opt_timedelta = task(
  async (name: string): Promise<Temporal.Duration | null> => namedValue(values.optionalDurations, name),
);
export const produce_list_date = task(
  async (name: string): Promise<Temporal.PlainDate[]> => namedValue(values.dayLists, name),
);
export const produce_url = task(async (name: string): Promise<URL> => namedValue(values.urls, name));
export const produce_tuple = task(
  async (name: string): Promise<[o0: [Int, string]]> => [namedValue(values.tuples, name)],
);
export const produce_moments = task(async (name: string): Promise<Moments> => namedValue(values.moments, name));
export const produce_directory = task(
  async (name: string): Promise<FlyteDirectory> => namedValue(values.directories, name),
);
export const produce_list_directory = task(
  async (name: string): Promise<FlyteDirectory[]> => namedValue(values.directoryLists, name),
);
export const produce_dataset = task(
  async (name: string): Promise<StructuredDataset> => namedValue(values.datasets, name),
);
export const produce_sales = task(
  async (name: string): Promise<StructuredDataset<Sale>> => namedValue(values.sales, name),
);
export const produce_sales_csv = task(
  async (name: string): Promise<StructuredDataset<Sale, "csv">> => namedValue(values.csvSales, name),
);
export const produce_stored = task(async (name: string): Promise<Stored> => namedValue(values.stored, name));
