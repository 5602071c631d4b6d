/**
 * Node ids must fit Kubernetes' names. The rules are flytekit's, so that both give a node the same id: capitals get a dash
 * before them, `_` and `.` become dashes, and what is 63 characters or longer keeps its end behind a hash.
 */
export function nodeIdFrom(name: string): string {
  const source = name.length >= 63 ? `${sha224(name).slice(0, 10)}-${name.slice(-52)}` : name;
  let id = "";
  for (const character of source) {
    if (character === "_" || character === "-" || character === ".") {
      if (id !== "" && id.length < 62) id += "-";
    } else if (!/[\p{L}\p{N}]/u.test(character)) {
      // Other characters are left out.
    } else if (character.toLowerCase() === character) {
      id += character;
    } else {
      if (id !== "" && id.length < 62 && !id.endsWith("-")) id += "-";
      id += character.toLowerCase();
    }
  }
  return id.endsWith("-") ? id.slice(0, -1) : id;
}

function sha224(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha224").update(text).digest("hex");
}
