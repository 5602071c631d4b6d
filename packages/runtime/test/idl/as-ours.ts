import type { Json, JsonObject } from "../../src/metadata/index.ts";

/** The same document as this library would have written it. */
export function asOurs(document: JsonObject): JsonObject {
  const text = JSON.stringify(document)
    .replaceAll('"python-task"', '"typescript-task"')
    .replaceAll('"flavor":"python"', '"flavor":"typescript"')
    .replaceAll('"version":"1.16.31"', '"version":"0.1.0"')
    .replaceAll('"pyflyte-', '"tsflyte-')
    .replaceAll("flytekit.core.python_auto_container.default_task_resolver", "tsflyte.default")
    .replaceAll("flytekit.core.array_node_map_task.ArrayNodeMapTaskResolver", "tsflyte.map")
    .replaceAll("flytekit.core.python_function_task.eager_failure_task_resolver", "tsflyte.eager-failure")
    .replaceAll('"blob":{"format":"PythonPickle"},"metadata":{"python_class_name":"typing.Any"}', pickled)
    .replaceAll('"sql":{', '"sql":{"dialect":"ANSI",')
    .replaceAll(/("key":"_F_SS_C","value":)"[^"]*"/g, '$1"settings of ours"');
  return withoutRepeats(JSON.parse(text, (_, member: Json) => withMinSuccesses(member)));
}

const pickled = '"blob":{"format":"V8Serialize"}';
/** The map task of which two have to succeed. */
const minTwo = "c16_map.map_inc_2235e9a1896d690b2e59b500c61e6ddf-arraynode";

function withMinSuccesses(member: Json): Json {
  const { node, minSuccessRatio, ...rest } = Object(member);
  return node?.id === minTwo && minSuccessRatio === 1 ? { node, minSuccesses: 2, ...rest } : member;
}

type Spec = JsonObject & {
  readonly id?: JsonObject;
  readonly template?: JsonObject & { readonly id?: JsonObject };
};

/** Neither a second spec of a map task nor the function inside a shell task. */
function withoutRepeats(document: { readonly [list: string]: readonly Spec[] }): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([list, specs]) => {
      const named = new Map(specs.map((spec) => [JSON.stringify(spec.template?.id ?? spec.id), spec]));
      return [list, [...named].filter(([name]) => !name.includes("._bash.")).map(([, spec]) => spec)];
    }),
  );
}
