/** Calls of maps: which inputs are lists, which are bound, and the node that comes of it. */
import { allBound, cannotBind, notAMapList } from "../errors/maps.ts";
import { show } from "../errors/options.ts";
import { unknownVariables } from "../errors/values.ts";
import { Bound } from "../graph/bound.ts";
import { callerPosition, sourceAt } from "../graph/caller-position.ts";
import { type CallableEntity, describeEntity, type Invocation, type Recorder, sourceOf } from "../graph/index.ts";
import { invocationNode } from "../graph/invocation.ts";
import { referenceFacts } from "../graph/reference.ts";
import { describeReference } from "../graph/reference-facts.ts";
import { runCall } from "../graph/run-call.ts";
import { isPromise } from "../graph/settle-deep.ts";
import { SingleCall } from "../graph/single-call.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { MapCall } from "./map-node.ts";
import type { PartialMapOptions } from "./map-options.ts";

/** Records a call of a map in a workflow's body. */
export function recordMap(
  recorder: Recorder,
  target: CallableEntity,
  options: PartialMapOptions,
  args: readonly unknown[],
): Invocation<never> {
  const { entity, inputs } = readCall(target, options, args, callerPosition());
  return recorder.record(entity, [inputs]);
}

/** Runs a map on this machine: as the one node of a workflow. */
export function runMap(
  target: CallableEntity,
  options: PartialMapOptions,
  args: readonly unknown[],
  position: string | undefined,
): Promise<unknown> {
  const { entity, inputs } = readCall(target, options, args, position);
  return runCall(new SingleCall(entity), [inputs]);
}

interface ReadCall {
  readonly entity: MapCall;
  /** The values by input, without the marks of bound ones. */
  readonly inputs: { readonly [input: string]: unknown };
}

function readCall(
  target: CallableEntity,
  options: PartialMapOptions,
  args: readonly unknown[],
  position: string | undefined,
): ReadCall {
  const call = `map over ${describeEntity(target)}`;
  const given = argumentsOf(target, args);
  const names = Object.keys(target.embedded.inputs.properties);
  const isBound = (name: string): boolean => given.get(name) instanceof Bound;
  for (const name of names.filter((input) => !isBound(input))) checkList(call, name, given.get(name), position);
  const { required } = target.embedded.inputs;
  const left = names.filter((name) => given.get(name) === undefined && !required.includes(name));
  const bound = names.filter(isBound);
  if (names.every((name) => left.includes(name) || isBound(name))) throw allBound(call, names, position);
  const isOwn = target.kind === "task" && target.registeredAs === undefined;
  const [refused] = isOwn ? [] : bound;
  if (refused !== undefined) throw cannotBind(call, refused, position);
  const shape = isOwn ? { bound: [...bound, ...left].sort(), omitted: [] } : { bound: [], omitted: left };
  const entity = new MapCall(target, options, shape, sourceAt(position));
  const values = [...given].flatMap(([name, value]) => {
    const plain = value instanceof Bound ? value.value : value;
    return plain === undefined ? [] : [[name, plain] as const];
  });
  return { entity, inputs: Object.fromEntries(values) };
}

/** The arguments by input, as the target's own function names them. */
function argumentsOf(target: CallableEntity, args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const { embedded } = target;
  const open = Object.keys(embedded.inputs.properties);
  const place = { entity: describeEntity(target), role: "input" as const, source: sourceOf(embedded) };
  if (embedded.inputStyle === "object") {
    const [inputs = {}] = args;
    const given = new Map(Object.entries(inputs as object));
    const unknown = [...given.keys()].filter((name) => !open.includes(name));
    if (unknown.length > 0) throw unknownVariables(place, unknown, open);
    return given;
  }
  // The inputs that a launch plan fixes keep their places among the parameters.
  const names = Object.keys(
    ("workflow" in target ? (target.workflow as CallableEntity) : target).embedded.inputs.properties,
  );
  const extra = args.flatMap((value, index) => {
    const name = names[index];
    if (value === undefined || (name !== undefined && open.includes(name))) return [];
    return [name ?? `argument ${index + 1}`];
  });
  if (extra.length > 0) throw unknownVariables(place, extra, open);
  return new Map(names.map((name, index) => [name, args[index]]));
}

/** Throws where it is known already that a value is no list. */
function checkList(call: string, name: string, value: unknown, position: string | undefined): void {
  if (value === undefined || Array.isArray(value)) return;
  const node = invocationNode(value);
  const reference = referenceFacts(node === undefined ? value : node.result());
  if (reference !== undefined) {
    const form = readForm(withoutNull(reference.schema, reference.root), reference.root);
    if (form.kind !== "array" && form.kind !== "tuple" && form.kind !== "union") {
      throw notAMapList(call, name, describeReference(reference), position);
    }
    return;
  }
  const mayBecomeOne = typeof value === "object" && value !== null && isPromise(value);
  if (!mayBecomeOne) throw notAMapList(call, name, show(value), position);
}
