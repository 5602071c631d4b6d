/** Whether code calls entities outside of workflows: such calls run in the process, which then needs what runs them. */
import type { CallableEntity } from "../graph/index.ts";

/** A node of a syntax tree, of which only the shape is known. */
interface Node {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Functions whose bodies are recorded instead of run. */
const recorded: ReadonlySet<string> = new Set(["workflow", "dynamic"]);

/**
 * Looks at one module. It may find calls that are none, as where a function that only workflows use calls a task; what reaches
 * entities by other ways than their names is not found.
 */
export function hasDirectCalls(program: object, entities: readonly CallableEntity[]): boolean {
  const names = new Set(entities.map(({ lhs }) => lhs));
  const locals = new Set([...names].filter((name) => name !== "default"));
  const recorders = new Set<string>();
  const { body = [] } = program as { readonly body?: readonly Node[] };
  for (const statement of body) readImport(statement, { names, locals, recorders });
  const search = (value: unknown, inFunction: boolean): boolean => {
    if (Array.isArray(value)) return value.some((item) => search(item, inFunction));
    if (!isNode(value) || value.type === "ImportDeclaration") return false;
    if (value.type === "CallExpression" || value.type === "NewExpression") {
      const callee = value["callee"] as Node;
      if (callee.type === "Identifier" && recorders.has(String(callee["name"]))) return false;
      if (isEntity(callee, locals, names)) return true;
    }
    if (inFunction && isEntity(value, locals, names)) return true;
    const isFunction = /Function/.test(value.type);
    return Object.entries(value).some(([key, part]) => {
      // Names of properties, and of what is declared, are no uses.
      if (key === "key" || (key === "property" && value["computed"] !== true) || key === "id") return false;
      return search(part, inFunction || isFunction);
    });
  };
  return search(body, false);
}

interface Names {
  readonly names: ReadonlySet<string>;
  readonly locals: Set<string>;
  readonly recorders: Set<string>;
}

function readImport(statement: Node, { names, locals, recorders }: Names): void {
  if (statement.type !== "ImportDeclaration") return;
  const { value: source } = statement["source"] as { readonly value: string };
  for (const specifier of statement["specifiers"] as readonly Node[]) {
    const { name: local } = specifier["local"] as { readonly name: string };
    const imported = specifier["imported"] as { readonly name?: string; readonly value?: string } | undefined;
    const name = specifier.type === "ImportDefaultSpecifier" ? "default" : (imported?.name ?? imported?.value ?? "");
    if (source === "@tsflyte/runtime" && recorded.has(name)) recorders.add(local);
    if (source.startsWith(".") && names.has(name)) locals.add(local);
  }
}

function isEntity(node: Node, locals: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  if (node.type === "Identifier") return locals.has(String(node["name"]));
  // A member of a namespace, or of anything else: it may be one.
  return node.type === "MemberExpression" && names.has(String((node["property"] as Node)["name"]));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { readonly type?: unknown }).type === "string";
}
