/** Tasks over types that Python has no counterpart of. */
import { type Int, task } from "@tsflyte/runtime";

export interface Tree {
  name: string;
  children: Tree[];
}

export const echo_tree = task(async (o0: Tree): Promise<Tree> => o0);

export const grow = task(
  async (depth: Int): Promise<[o0: Tree]> => [
    Array.from({ length: depth }).reduce<Tree>((tree, _, i) => ({ name: `${i + 1}`, children: [tree, tree] }), {
      name: "leaf",
      children: [],
    }),
  ],
);
