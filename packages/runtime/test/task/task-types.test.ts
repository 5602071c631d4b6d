/** What the types of tasks without a function let users write: checked whenever the tests are type-checked. */
import { expectTypeOf } from "expect-type";
import { suite } from "uvu";
import {
  containerTask,
  type FlyteFile,
  functionBodyPolicy,
  type Int,
  type Invocation,
  type StructuredDataset,
  shellTask,
  sqlTask,
  task,
} from "../../src/index.ts";

/** Everything that is declared here would need the transformer to run. */
export function declarations(): void {
  const area = containerTask<(a: number, b?: number) => [area: number, note: string]>({
    image: "acme/area:v1",
    command: ["area", "{{.inputs.a}}"],
  });
  expectTypeOf(area(1)).toEqualTypeOf<Invocation<[area: number, note: string]>>();
  // @ts-expect-error a text is no number
  area("1");
  // @ts-expect-error an image is needed
  containerTask<() => void>({ command: ["true"] });

  const head = shellTask<({ file, n }: { file: FlyteFile; n?: Int }) => Promise<FlyteFile<"txt">>>({
    script: "head -n {inputs.n} {inputs.file} > {outputs.o0}",
    outputLocations: { o0: "head.txt" },
  });
  expectTypeOf(head({ file: {} as FlyteFile })).toEqualTypeOf<Invocation<FlyteFile<"txt">>>();

  const rows = sqlTask<(day: string) => StructuredDataset>({ query: "select 1", dialect: "ansi", retries: 2 });
  expectTypeOf(rows(head({ file: {} as FlyteFile }).then(() => "a"))).toEqualTypeOf<Invocation<StructuredDataset>>();
  // @ts-expect-error the server knows no such dialect
  sqlTask<() => void>({ query: "select 1", dialect: "mysql" });

  task({ cache: true }, async () => {});
  task({ cache: { policies: [functionBodyPolicy()], salt: "1" } }, async () => {});
  task({ podTemplate: { podSpec: { containers: [{ name: "primary" }] } } }, async () => {});
  task({ docs: { longDescription: { value: "**a**", format: "markdown" } } }, async () => {});
  // @ts-expect-error no such format
  task({ docs: { longDescription: { value: "a", format: "latex" } } }, async () => {});
  // @ts-expect-error no such field
  task({ deckFields: ["inputs"] }, async () => {});
}

const types = suite("types of tasks");

types("are checked by the compiler", () => {});

types.run();
