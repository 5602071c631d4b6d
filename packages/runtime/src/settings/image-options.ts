/** What the options of `image()` can be. They become lines of a Dockerfile, where a wrong one means something else. */
import { invalidOption, unknownOption } from "../errors/options.ts";

const where = "image()";

const texts: { readonly [option: string]: readonly [expected: string, pattern: RegExp] } = {
  name: [
    "a repository of small letters, digits, -, _ and ., without registry and tag",
    /^[a-z0-9]+([._-]+[a-z0-9]+)*$/,
  ],
  registry: ['a registry without scheme and tag, like "ghcr.io/acme"', /^[\w.-]+(:\d+)?(\/[a-z0-9._-]+)*$/],
  base: ['an image, like "node:24-slim"', /^[a-zA-Z0-9][\w.:/-]*(@sha256:[0-9a-f]{64})?$/],
  platform: ['a system and a processor, like "linux/arm64"', /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/],
  user: ['a user, like "1000:1000"', /^[a-z0-9_][\w.-]*(:[a-z0-9_][\w.-]*)?$/],
};

const lists: { readonly [option: string]: readonly [expected: string, pattern: RegExp] } = {
  packages: [
    'packages with a whole version, like "sharp@0.34.5", since the tag stands for what is installed',
    /^(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+[\w.+-]*$/,
  ],
  aptPackages: ['names of Debian packages, like "ffmpeg"', /^[a-z0-9][a-z0-9+.-]+(=[\w.+:~-]+)?$/],
  copy: [
    'paths below the project\'s folder, without "..", * and other patterns',
    /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^*?[\]\\"$\n\r]+$/,
  ],
  commands: ["commands of the shell that are not empty", /\S/],
};

const names = [...Object.keys(texts), ...Object.keys(lists), "dependencies", "env"];

/** Throws at the first option that cannot have its value. */
export function checkImageOptions(options: unknown): void {
  if (typeof options !== "object" || options === null) throw invalidOption(where, "an object", options);
  for (const [name, value] of Object.entries(options)) {
    const option = `${where}, option "${name}"`;
    if (value === undefined && names.includes(name)) continue;
    if (name === "env") checkEnv(value, option);
    else if (name === "dependencies") {
      if (typeof value !== "boolean") throw invalidOption(option, "true or false", value);
    } else checkShape(name, value, option);
  }
}

function checkShape(name: string, value: unknown, option: string): void {
  const [text, list] = [texts, lists].map((known) => (Object.hasOwn(known, name) ? known[name] : undefined));
  if (text !== undefined) {
    const [expected, pattern] = text;
    if (typeof value !== "string" || !pattern.test(value)) throw invalidOption(option, expected, value);
  } else if (list === undefined) throw unknownOption(where, name, names);
  else {
    const [expected, pattern] = list;
    if (!Array.isArray(value)) throw invalidOption(option, `an array of ${expected}`, value);
    for (const item of value) {
      if (typeof item !== "string" || !pattern.test(item)) throw invalidOption(option, expected, item);
    }
  }
}

function checkEnv(env: unknown, option: string): void {
  if (typeof env !== "object" || env === null || Array.isArray(env))
    throw invalidOption(option, "an object of texts", env);
  for (const [name, text] of Object.entries(env)) {
    if (!/^[a-zA-Z_]\w*$/.test(name)) throw invalidOption(option, "names of letters, digits and _", name);
    // A line of a Dockerfile has no way to spell one that its builders agree on.
    if (typeof text !== "string" || /[\n\r\0]/.test(text))
      throw invalidOption(`${option}, key "${name}"`, "a text of one line", text);
  }
}
