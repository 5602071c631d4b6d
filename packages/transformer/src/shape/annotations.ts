import type { Json } from "@tsflyte/runtime/metadata";
import { type Flaw, malformedConstraint, unsuitableConstraint } from "../diagnostics/index.ts";
import { type DocComment, type DocTag, onOneLine } from "../docs/doc-comment.ts";
import type { Annotations, Shape } from "./shape.ts";

/** What a comment says about a variable or a property, and what is wrong with it. */
export interface AnnotationsRead {
  readonly annotations: Annotations;
  readonly flaws: readonly Flaw[];
}

type Category = "number" | "string" | "array" | "object";

interface Rule {
  /** What the tagged type must hold; undefined where any will do. */
  readonly on?: Category;
  readonly value: "number" | "count" | "positive" | "pattern" | "text" | "flag" | "json";
}

/** The tags that become keywords of the same name, in the order in which they are written. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["minimum", { on: "number", value: "number" }],
  ["maximum", { on: "number", value: "number" }],
  ["exclusiveMinimum", { on: "number", value: "number" }],
  ["exclusiveMaximum", { on: "number", value: "number" }],
  ["multipleOf", { on: "number", value: "positive" }],
  ["minLength", { on: "string", value: "count" }],
  ["maxLength", { on: "string", value: "count" }],
  ["pattern", { on: "string", value: "pattern" }],
  ["format", { on: "string", value: "text" }],
  ["minItems", { on: "array", value: "count" }],
  ["maxItems", { on: "array", value: "count" }],
  ["uniqueItems", { on: "array", value: "flag" }],
  ["minProperties", { on: "object", value: "count" }],
  ["maxProperties", { on: "object", value: "count" }],
]);

/** Tags that say something without constraining the value. */
const remarks: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["title", { value: "text" }],
  ["default", { value: "json" }],
  ["examples", { value: "json" }],
  ["deprecated", { value: "flag" }],
]);

const rulesAndRemarks: ReadonlyMap<string, Rule> = new Map([...rules, ...remarks]);

const expectations: Readonly<Record<Rule["value"], string>> = {
  number: "a number",
  positive: "a number greater than 0",
  count: "a whole number from 0",
  pattern: "a regular expression",
  text: "a text",
  flag: "nothing, 'true' or 'false'",
  json: "JSON",
};

const categoryNames: Readonly<Record<Category, string>> = {
  number: "a number",
  string: "a string",
  array: "an array",
  object: "a record or an object",
};

/** Reads a property's own comment: its description, constraints and remarks. */
export function readAnnotations(
  comment: DocComment | undefined,
  shape: Shape,
  typeText: () => string,
): AnnotationsRead {
  if (comment === undefined) return { annotations: {}, flaws: [] };
  const description = onOneLine(comment.description);
  const read = readTags(comment.tags, rulesAndRemarks, shape, typeText);
  return {
    annotations: { ...(description === "" ? {} : { description }), ...read.annotations },
    flaws: read.flaws,
  };
}

/** Reads the comment of the type alias that a property or parameter is declared with: its constraints alone. */
export function readAliasAnnotations(
  comment: DocComment | undefined,
  shape: Shape,
  typeText: () => string,
): AnnotationsRead {
  return readTags(comment?.tags ?? [], rules, shape, typeText);
}

function readTags(
  tags: readonly DocTag[],
  known: ReadonlyMap<string, Rule>,
  shape: Shape,
  typeText: () => string,
): AnnotationsRead {
  const annotations: Record<string, Json> = {};
  const flaws: Flaw[] = [];
  if (tags.length === 0) return { annotations, flaws };
  for (const [name, rule] of known) {
    const tag = tags.find((candidate) => candidate.name === name);
    if (tag === undefined) continue;
    const value = readValue(rule, tag.text, shape);
    if (rule.on !== undefined && !holds(shape, rule.on, name)) {
      flaws.push(unsuitableConstraint(name, typeText(), categoryNames[rule.on]));
    } else if (value === undefined) {
      flaws.push(malformedConstraint(name, tag.text, expectations[rule.value]));
    } else {
      annotations[name] = name === "examples" && !Array.isArray(value) ? [value] : value;
    }
  }
  return { annotations: annotations as Annotations, flaws };
}

function readValue(rule: Rule, found: string, shape: Shape): Json | undefined {
  const text = found.trim();
  switch (rule.value) {
    case "number":
    case "positive":
    case "count": {
      const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
      if (!Number.isFinite(value)) return undefined;
      if (rule.value === "positive" && value <= 0) return undefined;
      return rule.value === "count" && !(Number.isSafeInteger(value) && value >= 0) ? undefined : value;
    }
    case "pattern":
      return text !== "" && isPattern(text) ? text : undefined;
    case "text":
      return text === "" ? undefined : onOneLine(text);
    case "flag":
      if (rule.on === undefined) return text !== "false";
      return text === "" || text === "true" ? true : text === "false" ? false : undefined;
    case "json":
      // In an object literal this key would set the prototype.
      if (text.includes("__proto__")) return undefined;
      try {
        return JSON.parse(text) as Json;
      } catch {
        return holds(shape, "string") && text !== "" && !text.includes("\n") ? text : undefined;
      }
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Whether some value of a shape belongs to a category. */
function holds(shape: Shape, category: Category, tag?: string): boolean {
  switch (shape.kind) {
    case "integer":
    case "bigint":
    case "number":
      return category === "number";
    case "string":
      return category === "string";
    // Its own pattern must stay.
    case "template":
      return category === "string" && tag !== "pattern";
    case "literals":
      return category === (shape.base === "string" ? "string" : shape.base === "boolean" ? undefined : "number");
    case "array":
      return category === "array";
    case "record":
    case "struct":
      return category === "object";
    case "union":
      return shape.members.some((member) => holds(member, category, tag));
    case "reference":
      return holdsReference(shape.definition.shape, category, tag);
    // A type with a flaw of its own needs no second complaint.
    case "unsupported":
    case "untyped":
      return true;
    case "null":
    case "undefined":
    case "boolean":
    case "datetime":
    case "instant":
    case "date":
    case "duration":
    case "bytes":
    case "url":
    case "tuple":
    case "file":
    case "directory":
    case "dataset":
    case "error":
    case "codec":
      return false;
  }
}

/** A definition is a struct, or a recursive type whose own members tell no more than one step down. */
function holdsReference(shape: Shape, category: Category, tag: string | undefined): boolean {
  if (shape.kind === "union") {
    return shape.members.some((member) => member.kind !== "reference" && holds(member, category, tag));
  }
  return shape.kind === "reference" ? false : holds(shape, category, tag);
}
