/** What a container has left in its folder of outputs: a file for each output, named like it. */
import { cp, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { create } from "@bufbuild/protobuf";
import type { Variable } from "../../../idl/gen/flyteidl/core/interface_pb.ts";
import { type LiteralMap, LiteralMapSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { BlobType_BlobDimensionality as Dimensionality } from "../../../idl/gen/flyteidl/core/types_pb.ts";
import { createFileAccess } from "../../../storage/index.ts";
import { literalOfText } from "./literal-of-text.ts";

/** Bytes that a value may have which is no file. */
const mostBytes = 1024;
/** A program may say in a file of this name what went wrong. */
const errorFile = "_ERROR";

/**
 * Reads the outputs of a container, and puts files where outputs lie.
 *
 * Throws where one is missing, or is none of its type.
 */
export async function takeOutputs(
  variables: { readonly [name: string]: Variable },
  folder: string,
  rawPrefix: string,
): Promise<LiteralMap> {
  const problem = await readFile(join(folder, errorFile), "utf8").catch(() => undefined);
  if (problem !== undefined) throw new Error(`User Error: ${problem}`);
  const entries = Object.entries(variables).map(async ([name, { type }]) => {
    const kind = type?.type;
    if (kind?.case === "blob") return [name, await takeFile(join(folder, name), `${rawPrefix}/${name}`)] as const;
    if (kind?.case !== "simple") {
      throw new Error(
        `output [${name}]: the platform takes files and simple values out of containers, no ${kind?.case}`,
      );
    }
    const { isFolder, size } = await find(join(folder, name));
    if (isFolder) throw new Error(`expected file for output [${name}], found dir at path [${join(folder, name)}]`);
    if (size > mostBytes) {
      throw new Error(`output [${name}]: maximum allowed filesize is [${mostBytes}], but found [${size}]`);
    }
    return [name, literalOfText(kind.value, await readFile(join(folder, name), "utf8"), name)] as const;
  });
  return create(LiteralMapSchema, { literals: Object.fromEntries(await Promise.all(entries)) });
}

async function find(path: string): Promise<{ readonly isFolder: boolean; readonly size: number }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`the container left no file at path [${path}]`);
  return { isFolder: found.isDirectory(), size: found.size };
}

async function takeFile(path: string, uri: string) {
  const { isFolder } = await find(path);
  if (uri.startsWith("/")) {
    await mkdir(dirname(uri), { recursive: true });
    await cp(path, uri, { recursive: true });
  } else {
    const access = createFileAccess({ rawOutputPrefix: uri });
    await (isFolder ? access.putTree(path, uri) : access.put(path, uri));
  }
  const dimensionality = isFolder ? Dimensionality.MULTIPART : Dimensionality.SINGLE;
  return {
    value: {
      case: "scalar" as const,
      value: { value: { case: "blob" as const, value: { uri, metadata: { type: { format: "", dimensionality } } } } },
    },
  };
}
