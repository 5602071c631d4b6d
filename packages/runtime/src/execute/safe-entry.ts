/** Which entries of an archive are unpacked: files, folders and links that stay inside. */
import type { TarHeader } from "modern-tar";
import { unsafeEntry } from "../errors/code-archives.ts";

/** What is unpacked of an entry. */
export type SafeEntry =
  | { readonly kind: "file"; readonly path: string; readonly mode: number }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** Checks an entry; undefined for one that holds no file. Throws for one that could reach beyond the folder. */
export function safeEntry(
  { name, type = "file", mode = 0o644, linkname = "" }: TarHeader,
  uri: string,
): SafeEntry | undefined {
  if (type === "pax-header" || type === "pax-global-header") return undefined;
  const path = inside(name);
  if (path === undefined) throw unsafeEntry(uri, name, "leads out of the folder that the code is unpacked into");
  switch (type) {
    case "file":
      // Some writers mark folders by their name alone.
      if (name.endsWith("/")) return { kind: "folder", path };
      if (path === "") throw unsafeEntry(uri, name, "has no name");
      return { kind: "file", path, mode: (mode & 0o111) === 0 ? 0o644 : 0o755 };
    case "directory":
      return { kind: "folder", path };
    case "symlink": {
      const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
      const target = inside(`${folder}/${linkname}`.replace(/^\//, ""));
      // Behind a name, ".." is wherever that name leads, which may be a link itself.
      const climbsLate = /(?:^|\/)(?!\.\.?\/)[^/]+\/+(?:\.\/+)*\.\.(?:\/|$)/.test(linkname);
      if (path === "" || isAbsolute(linkname) || target === undefined || climbsLate) {
        throw unsafeEntry(uri, name, `is a link to ${JSON.stringify(linkname)}, which is outside of the archive`);
      }
      return { kind: "link", path, target: linkname };
    }
    default:
      throw unsafeEntry(uri, name, `is a ${type}, and code is made of files, folders and symbolic links`);
  }
}

/** A path below the folder without `.` and `..`; undefined where it is none. */
function inside(name: string): string | undefined {
  if (isAbsolute(name) || /[\0\\]/.test(name)) return undefined;
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function isAbsolute(name: string): boolean {
  return name.startsWith("/") || /^[A-Za-z]:/.test(name);
}
