import { task, workflow } from "@tsflyte/runtime";

enum Color {
  RED = "red",
  GREEN = "green",
  BLUE = "blue",
}

export const pick = task(async (c: Color, cs: Color[]): Promise<Color> => c);

export const enum_wf = workflow(async (c: Color = Color.GREEN): Promise<Color> => pick(c, [Color.RED, c]));

export const enum_str_wf = workflow(async (s: string): Promise<Color> => pick(Color.BLUE, []));
