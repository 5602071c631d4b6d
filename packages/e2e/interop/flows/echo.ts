/** One task a type: it gives back what it gets. The same tasks stand in Python in python/echo.py. */
import { type FlyteFile, type Int, task } from "@tsflyte/runtime";
import type { Address, Color, Mixed, Person, Report, Wide } from "./shapes.ts";

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
