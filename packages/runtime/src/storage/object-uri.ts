import { badObjectUri } from "../errors/object-storage.ts";

/** An object, or all objects below a name. */
export interface ObjectPlace {
  readonly bucket: string;
  /** As it stands in the URI: nothing in it is an escape, a query or a fragment. */
  readonly key: string;
}

/** The place that a URI such as `s3://bucket/key` names. Keys are taken as they are, as flytekit takes them. */
export function objectPlace(uri: string, expected: string): ObjectPlace {
  const [, bucket, key = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)(?:\/(.*))?$/is.exec(uri) ?? [];
  if (bucket === undefined) throw badObjectUri(uri, expected);
  return { bucket, key };
}

/** The key of one object; a bucket alone is none. */
export function objectKey(place: ObjectPlace, scheme: string): string {
  const { bucket, key } = place;
  if (key === "" || key.endsWith("/")) {
    throw badObjectUri(`${scheme}://${bucket}/${key}`, `a key, as in ${scheme}://${bucket}/path/to/object`);
  }
  return key;
}

/** What the keys of the objects below a place begin with. */
export function prefixOf(key: string): string {
  return key === "" || key.endsWith("/") ? key : `${key}/`;
}
