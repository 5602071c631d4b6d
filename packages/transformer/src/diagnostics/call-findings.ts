import type { Finding } from "./finding.ts";

/*
 * What can be wrong with a call, its place and its function: numbers 990001 to 990029. A number is never reused.
 */

export function notAModuleConstant(callee: string): Finding {
  return {
    code: 990001,
    text: `${callee}() must be the initialiser of a module-level constant, or a default export: Flyte finds an entity by its module and its constant's name. Write 'export const name = ${callee}(…)' at the top level of the module.`,
  };
}

export function notConst(callee: string, keyword: string): Finding {
  return {
    code: 990002,
    text: `${callee}() is held by a '${keyword}', expected a 'const': a variable that can change gives an entity no lasting name. Write 'const' instead of '${keyword}'.`,
  };
}

export function moduleOutsideRoot(file: string, root: string): Finding {
  return {
    code: 990003,
    text: `The file '${file}' lies outside the source root '${root}', so its module has no name. Move the file, or set 'rootDir' in tsconfig.json (or 'root' in the plugin's entry) to a folder that holds it.`,
  };
}

export function illegalModuleName(module: string, segment: string): Finding {
  return {
    code: 990004,
    text: `The module name '${module}' cannot be used in Flyte: '${segment}' holds something other than letters, digits, '_', '-' and '$'. Rename the file or folder.`,
  };
}

export function nameTooLong(name: string, length: number, limit: number): Finding {
  return {
    code: 990005,
    text: `The name '${name}' has ${length} characters, expected at most ${limit}: the control plane stores workflows under their names. Shorten the constant's name or the path of its module.`,
  };
}

export function staleMetadata(option: string, incremental: string): Finding {
  return {
    code: 990006,
    text: `'${option}' together with '${incremental}' keeps stale metadata: when a type changes in another file, TypeScript does not emit this file again. Compile with 'tsflyte build', which does, or turn one of the two off in the tsconfig of the flows. 'allowStaleMetadata: true' in the plugin's entry accepts it.`,
  };
}

export function notStrict(): Finding {
  return {
    code: 990007,
    text: `'strictNullChecks' is off, so 'null' and 'undefined' cannot be told from other types. Set '"strict": true' (or '"strictNullChecks": true') in tsconfig.json.`,
  };
}

export function functionNotFound(callee: string, text: string): Finding {
  return {
    code: 990008,
    text: `${callee}() got '${text}', expected a function written in place or the name of a declared function: its parameters are read from the source. Pass '(a: T) => …' or the function itself.`,
  };
}

export function genericFunction(typeParameters: string): Finding {
  return {
    code: 990009,
    text: `The function has the type parameters <${typeParameters}>, but an interface in Flyte has fixed types. Replace them by concrete types; make one task for each type that is needed.`,
  };
}

export function overloadedFunction(name: string): Finding {
  return {
    code: 990010,
    text: `The function '${name}' has several overloads, expected one signature. Pass a function with one signature that calls it.`,
  };
}

export function restParameter(name: string): Finding {
  return {
    code: 990011,
    text: `The rest parameter '...${name}' has no fixed number of inputs. Take one array parameter: '${name}: T[]'.`,
  };
}

export function thisParameter(): Finding {
  return {
    code: 990012,
    text: `The function has a 'this' parameter, but nothing is bound to 'this' when it runs in a container. Make it an ordinary parameter.`,
  };
}

export function destructuredParameter(text: string): Finding {
  return {
    code: 990013,
    text: `The parameter '${text}' is destructured, so it has no name. Only a function whose single parameter is a destructured object type may do that: one input a property. Give the parameter a name and destructure it in the body.`,
  };
}

export function notAnObjectPattern(text: string, type: string): Finding {
  return {
    code: 990014,
    text: `The destructured parameter '${text}' has the type '${type}', expected an object type with named properties: each property becomes an input. Declare its type as '{ a: T; b?: U }'.`,
  };
}

export function patternDefault(text: string): Finding {
  return {
    code: 990015,
    text: `The destructured parameter '${text}' has a default for the whole object, which is never used: inputs are given one by one. Put the defaults at the properties: '({ a = 1 }: …) => …'.`,
  };
}

export function spreadArgument(callee: string): Finding {
  return {
    code: 990016,
    text: `${callee}() is called with a spread argument, so its function cannot be found. Write the options and the function as arguments.`,
  };
}

export function untypedParameter(name: string): Finding {
  return {
    code: 990017,
    text: `The parameter '${name}' has no type. Declare it: '${name}: string'.`,
  };
}

export function unsafeDefault(name: string, value: string): Finding {
  return {
    code: 990018,
    text: `The default ${value} of '${name}' is beyond ±2^53 and cannot be written exactly. Compute it in the body: declare '${name}?: bigint' and use '${name} ?? ${value}'.`,
  };
}

export function openTuple(type: string): Finding {
  return {
    code: 990019,
    text: `The result '${type}' has optional or rest elements, expected a fixed number of outputs. Make each element required ('T | undefined' if it may be missing), or return an array as one output.`,
  };
}

export function duplicateOutput(name: string): Finding {
  return {
    code: 990020,
    text: `Two elements of the result are named '${name}'. Give each label of the tuple another name.`,
  };
}

export function reservedName(name: string): Finding {
  return {
    code: 990021,
    text: `An input or output is named '${name}', which JavaScript takes for the object's prototype. Rename it.`,
  };
}

export function missingTypeArgument(callee: string, argument: string): Finding {
  return {
    code: 990022,
    text: `${callee}() has no type argument, expected one: its types are read from there. Write it at the call: '${callee}<${argument}>(…)'.`,
  };
}

export function notAFunctionType(callee: string, type: string): Finding {
  return {
    code: 990023,
    text: `${callee}() got the type argument '${type}', expected the type of a function (one whose import cannot be resolved is no such type): inputs and outputs are read from it. Write '(a: T) => Promise<U>', a type of that form, or 'typeof' and the name of a function.`,
  };
}

export function overloadedFunctionType(callee: string, type: string): Finding {
  return {
    code: 990024,
    text: `${callee}() got the type argument '${type}', which has several signatures, expected one. Write the one that is meant: '(a: T) => Promise<U>'.`,
  };
}
