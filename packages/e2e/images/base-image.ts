/** Images that are built on this machine without any registry of images: their base is made of the machine's own programs. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** What a builder needs to know to leave nothing on this machine. */
export interface ImageStore {
  readonly env: NodeJS.ProcessEnv;
  /** Runs buildah in the store. */
  buildah(...args: readonly string[]): string;
  remove(): void;
}

/** A store of its own. Throws where buildah is missing or cannot work. */
export function openStore(): ImageStore {
  const { status, error } = spawnSync("buildah", ["--version"]);
  if (status !== 0) throw new Error(`buildah is not there (${error?.message ?? `status ${status}`})`);
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-images-"));
  const config = join(folder, "storage.conf");
  const places = `graphroot = "${join(folder, "store")}"\nrunroot = "${join(folder, "run")}"`;
  writeFileSync(config, `[storage]\ndriver = "vfs"\n${places}\n`);
  const env = { ...process.env, CONTAINERS_STORAGE_CONF: config, BUILDAH_ISOLATION: "chroot" };
  const buildah: ImageStore["buildah"] = (...args) =>
    execFileSync("buildah", args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    makeBase({ env, buildah, remove }, join(folder, "root"));
  } catch (error) {
    remove();
    const reason = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new Error(`buildah does not work here (${reason})`, { cause: error });
  }
  return { env, buildah, remove };
}

/** The name of the base that every store has. */
export const baseImage = "localhost/tsflyte-base:1";

const programs = ["sh", "env", "mkdir", "chown", "cat", "id", "sed", "uname"];

/** Node, npm, a shell, and the libraries that they need. */
function makeBase(store: ImageStore, root: string): void {
  for (const name of ["bin", "usr/bin", "tmp", "root", "etc", "dev", "proc", "sys"])
    mkdirSync(join(root, name), { recursive: true });
  for (const name of programs) install(root, find(name), `/bin/${name}`);
  install(root, process.execPath, "/usr/bin/node");
  symlinkSync("/bin/env", join(root, "usr/bin/env"));
  const npm = dirname(dirname(realpathSync(find("npm"))));
  cpSync(npm, join(root, "opt/npm"), { recursive: true });
  symlinkSync("/opt/npm/bin/npm-cli.js", join(root, "usr/bin/npm"));
  for (const path of ["/etc/ssl/certs/ca-certificates.crt", "/etc/resolv.conf", "/etc/nsswitch.conf"]) {
    if (existsSync(path)) cpSync(realpathSync(path), join(root, path), { recursive: true });
  }
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n");
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const container = store.buildah("from", "scratch").trim();
  store.buildah("copy", container, root, "/");
  const settings = [
    "PATH=/usr/bin:/bin",
    `npm_config_registry=${registry}`,
    "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt",
  ];
  store.buildah("config", ...settings.flatMap((setting) => ["--env", setting]), container);
  store.buildah("commit", "--quiet", container, baseImage);
  store.buildah("rm", container);
  rmSync(root, { recursive: true, force: true });
}

function find(name: string): string {
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  if (path === undefined) throw new Error(`there is no ${name}`);
  return path;
}

/** Copies a program with the libraries that it is linked to. */
function install(root: string, program: string, target: string): void {
  cpSync(realpathSync(program), join(root, target));
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  for (const [, library = ""] of stdout.matchAll(/(\/\S+)(?= \(0x)/g)) {
    const place = join(root, library);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    cpSync(realpathSync(library), place);
  }
}
