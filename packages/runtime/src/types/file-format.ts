/** Formats of files: extensions, as types and literals say them. */

/** As the server sees it: no format on either side fits any. */
export function sameFormat(left: string, right: string): boolean {
  return left === "" || right === "" || canonical(left) === canonical(right);
}

/** Extensions of one format that people use side by side. */
const synonyms: { readonly [extension: string]: string } = {
  jpg: "jpeg",
  yml: "yaml",
  htm: "html",
  tif: "tiff",
  mpg: "mpeg",
  tgz: "tar.gz",
};

function canonical(format: string): string {
  const plain = format.toLowerCase().replace(/^\./, "");
  return Object.hasOwn(synonyms, plain) ? (synonyms[plain] as string) : plain;
}

/** Whether a file's name does not contradict the format; a name without an extension says nothing. */
export function hasFormat(path: string, format: string): boolean {
  const name = path.replace(/^.*[/\\]/s, "").toLowerCase();
  const dot = name.lastIndexOf(".");
  if (format === "" || dot <= 0) return true;
  const wanted = canonical(format);
  return name.endsWith(`.${wanted}`) || canonical(name.slice(dot + 1)) === wanted;
}
