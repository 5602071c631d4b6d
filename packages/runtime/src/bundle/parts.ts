/** Parts of this package that a container loads when it needs them, and that a bundle leaves out where nothing can. */
import type { Needs } from "./needs.ts";

/** Modules that some other loads by `import()`. */
export interface Part {
  /** In words, for the error of a bundle that lacks it. */
  readonly name: string;
  /** Paths below the tree, without extension. */
  readonly modules: readonly string[];
  /** Whether the bundle has it. */
  isNeeded(needs: Needs): boolean;
  /** Too large to be made when the process starts: its modules stay functions until they are asked for. */
  readonly late?: true;
}

const compiles = ({ dynamic, calls }: Needs): boolean => dynamic || calls;

/** Everything else that is loaded by `import()` is small, and is in every bundle. */
export const parts: readonly Part[] = [
  {
    name: "what runs calls outside of workflows",
    modules: ["local/index", "graph/run-call", "graph/evaluate-condition", "graph/single-call", "task/run-container"],
    isNeeded: ({ calls }) => calls,
    late: true,
  },
  {
    name: "what compiles workflows",
    modules: [
      ...["compile/dynamic-job", "idl/dynamic-job", "graph/record-body", "graph/record-handler", "task/map-call"],
      ...["workflow/imperative-body"],
    ],
    isNeeded: compiles,
    late: true,
  },
  {
    name: "the settings of dynamic and eager tasks",
    modules: ["settings/serialized-context"],
    isNeeded: ({ dynamic, eager }) => dynamic || eager,
  },
  {
    name: "what runs eager tasks",
    modules: ["execute/eager-executions", "task/eager-cleanup"],
    isNeeded: ({ eager }) => eager,
    late: true,
  },
  { name: "what puts structs together", modules: ["task/compose-task"], isNeeded: ({ composes }) => composes },
  {
    name: "the types of structs, unions and files",
    modules: ["literals/compile-codec"],
    isNeeded: ({ codecs }) => codecs,
  },
  {
    name: "the compiler of schemas",
    modules: ["literals/validate-constraints"],
    isNeeded: ({ validator }) => validator,
    late: true,
  },
  { name: "tables", modules: ["datasets/index"], isNeeded: ({ datasets }) => datasets, late: true },
  { name: "decks", modules: ["context/decks/run-with-decks"], isNeeded: ({ decks }) => decks },
  { name: "what runs scripts", modules: ["task/run-script"], isNeeded: ({ scripts }) => scripts },
  { name: "what runs elements of maps", modules: ["execute/map-element"], isNeeded: ({ maps }) => maps },
  { name: "HTTP", modules: ["storage/http-store"], isNeeded: ({ http }) => http },
  {
    name: "Amazon S3: the project does not depend on @aws-sdk/client-s3",
    modules: ["storage/s3-store"],
    isNeeded: ({ s3 }) => s3,
    late: true,
  },
  {
    name: "Google Cloud Storage: the project does not depend on @google-cloud/storage",
    modules: ["storage/gs-store"],
    isNeeded: ({ gs }) => gs,
    late: true,
  },
  {
    name: "Azure Blob Storage: the project does not depend on @azure/storage-blob",
    modules: ["storage/azure-store"],
    isNeeded: ({ azure }) => azure,
    late: true,
  },
];

/** The part that a module begins. */
export function partOf(stem: string): Part | undefined {
  return parts.find(({ modules }) => modules.includes(stem));
}

/** What only registration asks of an entity. Options were checked when the bundle was made. */
const registrationModules: ReadonlySet<string> = new Set([
  ...["graph/check-pod-template", "settings/image", "settings/image-options", "settings/pod-template"],
  ...["settings/resources", "task/check-task-options", "task/task-metadata", "task/task-target"],
  ...["types/describe-docs", "types/interface-of"],
]);

/** What stands in the place of a module of this package, in a bundle. */
export type Replacement = { readonly kind: "stub" } | { readonly kind: "module"; readonly stem: string };

/**
 * Where a bundle registers and compiles nothing, modules that are there for registration alone are stubs.
 *
 * @param importer the module that asks
 */
export function replacementOf(stem: string, importer: string, needs: Needs): Replacement | undefined {
  if (compiles(needs) || needs.eager) return undefined;
  if (stem === "graph/definition") return { kind: "module", stem: "graph/checked-definition" };
  // The package exports a cache policy from there.
  const isStub = registrationModules.has(stem) || (stem === "task/cache-options" && importer !== "task/index");
  return isStub ? { kind: "stub" } : undefined;
}
