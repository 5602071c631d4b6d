/** A bundle as a module that holds its code as a script, since Node keeps what it compiles of scripts where it is told to. */
import type { Edit, MappedCode } from "./edit-output.ts";

/** What makes a script of a module's code. */
export interface ScriptForm {
  readonly edits: readonly Edit[];
  readonly exports: readonly { readonly name: string; readonly local: string }[];
  /** What the script calls `import.meta`. */
  readonly meta: string;
  /** What it calls `import()`; undefined where the code does not. Node would warn of one in a script. */
  readonly load: string | undefined;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/**
 * Says how a module becomes a script; undefined where only a module does what this one does: it imports packages at its start, or
 * waits at its top level.
 *
 * @param program the syntax tree of the code
 * @param builtins edits that take Node's modules from the process
 */
export function scriptForm(code: string, program: object, builtins: readonly Edit[]): ScriptForm | undefined {
  if (code.includes(escaped)) return undefined;
  const exports: { readonly name: string; readonly local: string }[] = [];
  const edits: Edit[] = [];
  for (const statement of (program as { readonly body: readonly Node[] }).body) {
    const { type, start, end } = statement;
    if (builtins.some((edit) => edit.start === start && edit.end === end)) continue;
    if (type === "ExportNamedDeclaration" && statement["declaration"] === null && statement["source"] === null) {
      for (const { exported, local } of statement["specifiers"] as readonly { exported: Node; local: Node }[]) {
        const [name, from] = [exported["name"], local["name"]];
        if (typeof name !== "string" || typeof from !== "string" || !/^[\w$]+$/.test(name + from)) return undefined;
        exports.push({ name, local: from });
      }
      edits.push({ start, end, text: "" });
    } else if (/^(?:Import|Export)/.test(type)) return undefined;
  }
  const found = { metas: [] as Node[], imports: [] as Node[], isModule: false };
  search(program, false, found);
  if (found.isModule) return undefined;
  const meta = unused("$meta", code);
  const load = unused("$load", code);
  edits.push(...found.metas.map(({ start, end }) => ({ start, end, text: meta })));
  edits.push(...found.imports.map(({ start }) => ({ start, end: start + "import".length, text: load })));
  return { edits, exports, meta, load: found.imports.length === 0 ? undefined : load };
}

function unused(name: string, code: string): string {
  return code.includes(name) ? unused(`$${name}`, code) : name;
}

function search(
  node: unknown,
  inFunction: boolean,
  found: { readonly metas: Node[]; readonly imports: Node[]; isModule: boolean },
): void {
  if (Array.isArray(node)) {
    for (const element of node) search(element, inFunction, found);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const { type, await: awaits, kind, meta, phase } = node as Node;
  if (type === "MetaProperty" && (meta as Node)["name"] === "import") found.metas.push(node as Node);
  if (type === "ImportExpression") found.imports.push(node as Node);
  // Imports of a module's source or of one that is loaded late have a spelling of their own.
  found.isModule ||= type === "ImportExpression" && typeof phase === "string";
  found.isModule ||= !inFunction && (type === "AwaitExpression" || awaits === true || kind === "await using");
  const within = inFunction || /Function/.test(type ?? "");
  for (const value of Object.values(node)) search(value, within, found);
}

/** How the end of a comment is spelled within one. */
const escaped = "*\u0001/";

/**
 * The module. It compiles the script at its end with what V8 made of the same text before, if that lies beside it; V8 itself says whether it
 * can be used. Positions in the script are those in the file.
 */
export function scriptModule({ code, mappings }: MappedCode, form: ScriptForm): MappedCode {
  const { meta, load, exports } = form;
  const script = [
    `(function(${load === undefined ? meta : `${meta},${load}`}){"use strict";`,
    code.trimEnd(),
    `return{${exports.map(({ name, local }) => `${name}:${local}`).join(",")}}})`,
  ].join("\n");
  const text = script.replaceAll("*/", escaped);
  const isAscii = !/[^\0-\x7f]/.test(code);
  const decoded = `code.${isAscii ? "latin1" : "utf8"}Slice()`;
  const source = text === script ? decoded : `${decoded}.replaceAll("*\\x01/","*"+"/")`;
  const given = load === undefined ? "meta" : "meta,(name,options)=>import(name,options)";
  const names = exports.map(({ name }, index) => [name, `$${index}`] as const);
  const head = [
    "// The code is the script below. `warm-up` keeps what V8 makes of it in a file beside this one.",
    [
      "const $=(meta=>{",
      'const{existsSync,readFileSync}=process.getBuiltinModule("node:fs"),{Script}=process.getBuiltinModule("node:vm"),',
      'file=meta.filename,kept=file+".cache",bytes=readFileSync(file),',
      'code=bytes.subarray(bytes.indexOf("\\n/*\\n")+4,bytes.lastIndexOf("\\n*/"));',
      "let cachedData;",
      "try{if(existsSync(kept)){const data=readFileSync(kept);",
      "if(data.subarray(-code.length).equals(code))cachedData=data.subarray(0,-code.length)}}catch{}",
      // Behind these four lines.
      `const script=new Script(${source},{filename:meta.url,lineOffset:4,cachedData});`,
      "meta.codeCache=()=>Buffer.concat([script.createCachedData(),code]);",
      `return script.runInThisContext()(${given})`,
      "})(import.meta);",
    ].join(""),
    `const{${names.map(([name, local]) => `${name}:${local}`).join(",")}}=$;export{${names.map(([name, local]) => `${local} as ${name}`).join(",")}};`,
    "/*",
  ];
  return {
    code: [...head, text, "*/"].join("\n"),
    // One line more is the beginning of the script.
    mappings: ";".repeat(head.length + 1) + mappings,
  };
}
