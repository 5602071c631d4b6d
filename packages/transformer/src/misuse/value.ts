/** Where a value comes from, in words. */
export interface Origin {
  /** `a parameter of the workflow`, `the awaited result of 'load'` */
  readonly text: string;
  /** The parameter's own name: where a value is called otherwise, the message says both. */
  readonly name?: string;
}

/** A workflow's parameter, or what a call of an entity gives: a value that exists only at run time. */
export interface Reference {
  readonly kind: "reference";
  readonly origin: Origin;
  /** Whether it was read out of another reference. */
  readonly isPart: boolean;
  /** Whether `undefined` or `null` may be there instead, so that asking for it makes sense. */
  readonly isMaybe: boolean;
}

/** A call of an entity that is not awaited. */
export interface Call {
  readonly kind: "call";
  readonly origin: Origin;
  readonly result: Value;
  readonly isMaybe: boolean;
}

/** A promise that is no call. */
export interface Later {
  readonly kind: "promise";
  readonly result: Value;
}

/** An array that is really there. It changes as the body's does. */
export interface List {
  readonly kind: "list";
  /** Undefined where their number is not known. */
  items: readonly Value[] | undefined;
  /** What each element is, where there are no items. */
  element: Value;
}

/** An object that is really there. It changes as the body's does. */
export interface Fields {
  readonly kind: "object";
  readonly members: Map<string, Value>;
}

/** `undefined` or `null`. */
export interface Absent {
  readonly kind: "absent";
}

/** What `eq()` and its siblings give. */
export interface ConditionValue {
  readonly kind: "condition";
}

/** What is known of an expression's value; `undefined` is any other value, which is taken for a plain one. */
export type Value = Reference | Call | Later | List | Fields | ConditionValue | Absent | undefined;

export const absent: Absent = { kind: "absent" };
export const condition: ConditionValue = { kind: "condition" };

export function reference(origin: Origin): Reference {
  return { kind: "reference", origin, isPart: false, isMaybe: false };
}

export function partOf(whole: Reference): Reference {
  return { ...whole, isPart: true, isMaybe: false };
}

/** An array of elements that are all alike. */
export function listOf(element: Value): List {
  return { kind: "list", items: undefined, element };
}

export function tupleOf(items: readonly Value[]): List {
  return { kind: "list", items, element: undefined };
}

/** A value that may be missing, such as an element at an index that is not known. */
export function maybe(value: Value): Value {
  return isPending(value) ? { ...value, isMaybe: true } : value;
}

/** A value of which the code says that it is there: `x!`. */
export function definitely(value: Value): Value {
  return isPending(value) && value.isMaybe ? { ...value, isMaybe: false } : value;
}

/** Whether a value exists only at run time. */
export function isPending(value: Value): value is Reference | Call {
  return value?.kind === "reference" || value?.kind === "call";
}

/** What `await` gives. */
export function awaited(value: Value): Value {
  if (value?.kind === "call") return value.isMaybe ? maybe(value.result) : value.result;
  return value?.kind === "promise" ? awaited(value.result) : value;
}

/** What an array's elements are. */
export function elementOf({ items, element }: List): Value {
  return items === undefined ? element : items.reduce<Value>(join, items[0]);
}

/** A value that is one of two, on the ways that lead to a place. Known only where both are of a kind. */
export function join(left: Value, right: Value): Value {
  if (left === right) return left;
  if (left === undefined || right === undefined) return undefined;
  if (left.kind === "absent") return maybeOrUnknown(right);
  if (right.kind === "absent") return maybeOrUnknown(left);
  if (left.kind === "reference" && right.kind === "reference") {
    return { ...left, isPart: left.isPart && right.isPart, isMaybe: left.isMaybe || right.isMaybe };
  }
  if (left.kind === "call" && right.kind === "call") {
    return { ...left, result: join(left.result, right.result), isMaybe: left.isMaybe || right.isMaybe };
  }
  if (left.kind === "promise" && right.kind === "promise") {
    return { kind: "promise", result: join(left.result, right.result) };
  }
  if (left.kind === "list" && right.kind === "list") return listOf(join(elementOf(left), elementOf(right)));
  return undefined;
}

function maybeOrUnknown(value: Value): Value {
  return value?.kind === "absent" ? value : isPending(value) ? maybe(value) : undefined;
}

/** Whether two values say the same. */
export function isSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined || left.kind !== right.kind) return false;
  if (left.kind === "reference" && right.kind === "reference") return left.isMaybe === right.isMaybe;
  if (left.kind === "call" && right.kind === "call") {
    return left.isMaybe === right.isMaybe && isSame(left.result, right.result);
  }
  if (left.kind === "promise" && right.kind === "promise") return isSame(left.result, right.result);
  return left.kind === "absent" || left.kind === "condition";
}

/** The first reference or call inside a value: in arrays, and with `deep` in objects too. */
export function findPending(value: Value, deep: boolean, depth = 0): Reference | Call | undefined {
  if (isPending(value)) return value;
  const inside =
    value?.kind === "list"
      ? (value.items ?? [value.element])
      : value?.kind === "object" && deep
        ? [...value.members.values()]
        : [];
  // An array can hold itself.
  if (depth > 4) return undefined;
  for (const item of inside) {
    const found = findPending(item, deep, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
