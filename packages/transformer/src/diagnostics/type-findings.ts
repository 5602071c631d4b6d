import type { Flaw } from "./finding.ts";

/*
 * What cannot cross the wire: numbers 990030 to 990069. A number is never reused.
 */

export function functionType(type: string): Flaw {
  return (where) => ({
    code: 990030,
    text: `${where}: '${type}' is a function, which cannot be sent from one container to another. Pass the data that the function would need, or a string that names it.`,
  });
}

export function symbolType(type: string): Flaw {
  return (where) => ({
    code: 990031,
    text: `${where}: '${type}' is a symbol, which exists in one process only. Use a string or a union of string literals.`,
  });
}

export function untypedValue(type: string): Flaw {
  return (where) => ({
    code: 990032,
    text: `${where}: '${type}' says nothing about the value. Declare its type (one whose import cannot be resolved is 'any' as well), use 'Record<string, unknown>' for any JSON object, or set the option 'pickleUntyped: true' to store it as an opaque blob.`,
  });
}

/** The same where there is no option to store a blob. */
export function untypedArgument(type: string): Flaw {
  return (where) => ({
    code: 990060,
    text: `${where}: '${type}' says nothing about the value. Declare its type (one whose import cannot be resolved is 'any' as well), or use 'Record<string, unknown>' for any JSON object.`,
  });
}

export function anyObject(type: string): Flaw {
  return (where) => ({
    code: 990033,
    text: `${where}: '${type}' takes any object. List its properties in an interface, or use 'Record<string, T>'.`,
  });
}

export function neverType(): Flaw {
  return (where) => ({
    code: 990034,
    text: `${where}: 'never' has no value. Remove it or declare the type that it should have.`,
  });
}

export function unresolvedType(type: string): Flaw {
  return (where) => ({
    code: 990035,
    text: `${where}: '${type}' depends on a type parameter that is not known here. Use a concrete type.`,
  });
}

export function libraryClass(type: string, instead: string): Flaw {
  return (where) => ({
    code: 990037,
    text: `${where}: '${type}' has no form that can be stored. Use ${instead}.`,
  });
}

export function classInstance(type: string, member: string): Flaw {
  return (where) => ({
    code: 990038,
    text: `${where}: '${type}' is a class with behaviour ('${member}'), and a value that was stored and read is a plain object. Use an interface that has its data only, or 'Coded<T, name>' with a codec that makes the instance.`,
  });
}

export function recordKey(type: string): Flaw {
  return (where) => ({
    code: 990039,
    text: `${where}: '${type}' has keys that are no strings, or that cannot be told from others at run time. Use 'Record<string, T>'.`,
  });
}

export function templateLiteral(type: string): Flaw {
  return (where) => ({
    code: 990040,
    text: `${where}: the strings of '${type}' have no regular expression, so they cannot be checked at run time. Use 'string' with a '@pattern' tag, or a union of string literals.`,
  });
}

export function promiseInside(type: string): Flaw {
  return (where) => ({
    code: 990041,
    text: `${where}: '${type}' is a promise inside a value. Use the type that it resolves to; only the whole result may be a promise.`,
  });
}

export function unsafeBigIntLiteral(type: string): Flaw {
  return (where) => ({
    code: 990042,
    text: `${where}: the literal type '${type}' is beyond ±2^53 and cannot be written exactly. Use 'bigint' and check the value in the body.`,
  });
}

export function infiniteLiteral(type: string): Flaw {
  return (where) => ({
    code: 990043,
    text: `${where}: the literal type '${type}' is not a finite number. Use 'number'.`,
  });
}

export function computedEnum(type: string): Flaw {
  return (where) => ({
    code: 990044,
    text: `${where}: the enum '${type}' has members that are computed when the program runs. Give each member a constant value.`,
  });
}

export function symbolKey(type: string, key: string): Flaw {
  return (where) => ({
    code: 990046,
    text: `${where}: '${type}' has a property whose key is the symbol ${key}. Use a string as the key.`,
  });
}

export function prototypeProperty(type: string): Flaw {
  return (where) => ({
    code: 990047,
    text: `${where}: '${type}' has a property named '__proto__', which JavaScript takes for the object's prototype. Rename it.`,
  });
}

export function endlessType(type: string): Flaw {
  return (where) => ({
    code: 990048,
    text: `${where}: '${type}' contains itself with ever new type arguments, so its schema would never end. Let it refer to itself with the same arguments.`,
  });
}

export function unsupportedIntersection(type: string): Flaw {
  return (where) => ({
    code: 990049,
    text: `${where}: the intersection '${type}' is not one of object types. Write the type that it stands for.`,
  });
}

export function unsuitableConstraint(tag: string, type: string, expected: string): Flaw {
  return (where) => ({
    code: 990050,
    text: `${where}: '@${tag}' stands on the type '${type}', expected ${expected}. Remove the tag or change the type.`,
  });
}

export function malformedConstraint(tag: string, found: string, expected: string): Flaw {
  return (where) => ({
    code: 990051,
    text: `${where}: '@${tag}' has the value '${found}', expected ${expected}.`,
  });
}

export function anyInside(): Flaw {
  return (where) => ({
    code: 990053,
    text: `${where}: 'any' turns the checks of the compiler off (a type whose import cannot be resolved is 'any' as well). Declare the type, or use 'unknown' for any value that JSON can hold.`,
  });
}

export function openFormat(type: string): Flaw {
  return (where) => ({
    code: 990052,
    text: `${where}: the format of '${type}' is not one string. Write one string literal, such as "csv", or leave the format out for any.`,
  });
}

export function restBeforeEnd(type: string): Flaw {
  return (where) => ({
    code: 990054,
    text: `${where}: the tuple '${type}' has elements behind its rest, whose places cannot be told. Put the rest at the end, or use an object with named properties.`,
  });
}

export function noValue(type: string): Flaw {
  return (where) => ({
    code: 990055,
    text: `${where}: '${type}' alone has no value to store. Remove it, or say what else there can be: 'T | undefined'.`,
  });
}

export function openCodecName(type: string): Flaw {
  return (where) => ({
    code: 990056,
    text: `${where}: the codec of '${type}' is not one string. Write the name that it is registered under: 'Coded<T, "decimal">'.`,
  });
}

export function datasetColumn(kind: string): Flaw {
  return (where) => ({
    code: 990057,
    text: `${where}: a column holds '${kind}', expected 'number', 'Int', 'bigint', 'string', 'boolean', 'Date' or 'Temporal.Instant', each also with '| null'. Change the column's type, or store the rows in a 'FlyteFile'.`,
  });
}

export function datasetColumns(kind: string): Flaw {
  return (where) => ({
    code: 990058,
    text: `${where}: the columns of a 'StructuredDataset' are '${kind}', expected an object type: 'StructuredDataset<{ name: string; n: Int }>'. List the columns, or leave them out.`,
  });
}

export function derivedClass(type: string, base: string): Flaw {
  return (where) => ({
    code: 990059,
    text: `${where}: '${type}' extends '${base}', whose behaviour a value that was stored and read does not have. Use an interface that has its data only, or 'Coded<T, name>' with a codec that makes the instance.`,
  });
}
