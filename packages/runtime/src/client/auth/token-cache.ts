/** Tokens of users' logins, in files that nobody else can read. */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Token } from "./token.ts";

/** Whose token a file holds. */
export interface TokenOwner {
  readonly endpoint: string;
  readonly mode: string;
  /** `""` is the platform's own. */
  readonly clientId: string;
}

/** One file of one login. */
export interface TokenCache {
  /** Where it lies. */
  readonly path: string;
  /** Undefined where there is none, or none that can be read. */
  read(): Token | undefined;
  /** Written whole or not at all. */
  write(token: Token): void;
  remove(): void;
}

/** @param folder where the files lie: `~/.flyte/tokens` */
export function tokenCache(folder: string, { endpoint, mode, clientId }: TokenOwner): TokenCache {
  const hash = createHash("sha256")
    .update(JSON.stringify([endpoint, mode, clientId]))
    .digest("hex")
    .slice(0, 16);
  const path = join(folder, `${endpoint.replace(/[^\w.-]/g, "_").slice(0, 80)}-${hash}.json`);
  return {
    path,
    read() {
      try {
        return tokenFrom(JSON.parse(readFileSync(path, "utf8")));
      } catch {
        return undefined;
      }
    },
    write(token) {
      const temporary = `${path}.${randomBytes(6).toString("hex")}`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, JSON.stringify(token), { mode: 0o600, flag: "wx" });
        // The mode of a new file is what the umask leaves of it.
        chmodSync(temporary, 0o600);
        renameSync(temporary, path);
      } catch {
        // A home that cannot be written costs a login the next time, and nothing now.
        rmSync(temporary, { force: true });
      }
    },
    remove: () => rmSync(path, { force: true }),
  };
}

function tokenFrom(value: Partial<Token> | null): Token | undefined {
  const { accessToken, refreshToken, expiresAt, header } = value ?? {};
  if (typeof accessToken !== "string" || typeof header !== "string") return undefined;
  return {
    accessToken,
    ...(typeof refreshToken === "string" ? { refreshToken } : {}),
    ...(typeof expiresAt === "number" ? { expiresAt } : {}),
    header,
  };
}
