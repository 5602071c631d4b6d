import type ts from "typescript";
import type { Context } from "../context.ts";
import { libraryClass } from "../diagnostics/index.ts";
import { isDeclaredIn } from "../package-name.ts";
import { type PlainKind, type Shape, unsupported } from "./shape.ts";

/** The packages that declare Temporal where the platform does not. */
const packages: ReadonlySet<string> = new Set([
  "temporal-spec",
  "temporal-polyfill",
  "@js-temporal/polyfill",
  "@tsflyte/runtime",
]);

const kinds: ReadonlyMap<string, PlainKind> = new Map<string, PlainKind>([
  ["Instant", "instant"],
  ["PlainDate", "date"],
  ["Duration", "duration"],
]);

const replacements: ReadonlyMap<string, string> = new Map([
  ["ZonedDateTime", "'Temporal.Instant', with the time zone in a 'string' of its own"],
  ["PlainDateTime", "'Temporal.Instant', or 'Temporal.PlainDate'"],
  ["PlainTime", "'Temporal.Duration' since midnight, or a 'string'"],
  ["PlainYearMonth", "'Temporal.PlainDate', or a 'string'"],
  ["PlainMonthDay", "'Temporal.PlainDate', or a 'string'"],
]);

/** Reads a class of the namespace `Temporal`, from whichever of its declarations; undefined for any other type. */
export function readTemporalType(context: Context, symbol: ts.Symbol, text: () => string): Shape | undefined {
  const kind = kinds.get(symbol.name);
  const instead = replacements.get(symbol.name);
  if (kind === undefined && instead === undefined) return undefined;
  if (!isInTemporal(context, symbol) || !isTemporalSource(context, symbol)) return undefined;
  return kind === undefined ? unsupported(libraryClass(text(), instead ?? "'Temporal.Instant'")) : { kind };
}

function isInTemporal({ ts }: Context, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(({ parent }) => {
    const namespace = ts.isModuleBlock(parent) ? parent.parent : undefined;
    return namespace !== undefined && ts.isModuleDeclaration(namespace) && namespace.name.text === "Temporal";
  });
}

function isTemporalSource(context: Context, symbol: ts.Symbol): boolean {
  const isLibrary = (symbol.declarations ?? []).some((declaration) =>
    context.program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
  return isLibrary || isDeclaredIn(context, symbol, (name) => packages.has(name));
}
