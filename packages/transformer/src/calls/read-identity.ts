import type ts from "typescript";
import type { Context } from "../context.ts";
import {
  type Finding,
  illegalModuleName,
  moduleOutsideRoot,
  nameTooLong,
  notAModuleConstant,
  notConst,
} from "../diagnostics/index.ts";
import { relativeToRoot } from "../source-root.ts";
import { isWrapper } from "./call-arguments.ts";

/** What an entity is called, and the statement that holds it. */
export interface Identity {
  readonly module: string;
  readonly name: string;
  /** Path of the file from the source root. */
  readonly file: string;
  /** Where the documentation comment stands. */
  readonly statement: ts.Statement;
}

/** The longest name that the control plane can store a workflow under. */
const longestName = 255;

/** Names an entity by its module and the constant that holds it. */
export function readIdentity(context: Context, call: ts.CallExpression): Identity | Finding {
  const holder = readHolder(context, call);
  if ("code" in holder) return holder;
  const source = call.getSourceFile();
  const file = relativeToRoot(context.root, source.fileName);
  if (/^(\.\.(\/|$)|\/|[A-Za-z]:)/.test(file)) return moduleOutsideRoot(source.fileName, context.root);
  const path = file.replace(/\.[cm]?[jt]sx?$/, "");
  const segments = path.split("/");
  const module = segments.join(".");
  // A dot inside a segment could not be told from a folder when the module is loaded by its name.
  const illegal = segments.find((segment) => !/^[\p{L}\p{N}_$-]+$/u.test(segment));
  if (illegal !== undefined) return illegalModuleName(module, illegal);
  const full = `${module}.${holder.name}`;
  if (full.length > longestName) return nameTooLong(full, full.length, longestName);
  return { module, name: holder.name, file, statement: holder.statement };
}

interface Holder {
  readonly name: string;
  readonly statement: ts.Statement;
}

function readHolder({ ts }: Context, call: ts.CallExpression): Holder | Finding {
  const callee = call.expression.getText();
  let value: ts.Node = call;
  while (isWrapper(ts, value.parent)) value = value.parent;
  const holder = value.parent;
  if (ts.isExportAssignment(holder) && holder.isExportEquals !== true) return { name: "default", statement: holder };
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return notAModuleConstant(callee);
  const list = holder.parent;
  const statement = list.parent;
  if (!ts.isVariableStatement(statement) || !ts.isSourceFile(statement.parent)) return notAModuleConstant(callee);
  const keyword = list.flags & ts.NodeFlags.BlockScoped;
  if (keyword !== ts.NodeFlags.Const) {
    return notConst(callee, keyword === ts.NodeFlags.Let ? "let" : keyword === 0 ? "var" : "using");
  }
  return { name: holder.name.text, statement };
}
