import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** The type of the detail of an error with which a server says when to try again. */
export const retryInfoType = "google.rpc.RetryInfo";

/** The milliseconds that a `google.rpc.RetryInfo` says to wait; undefined where it says nothing, or cannot be read. */
export function retryDelayFromIdl(bytes: Uint8Array): number | undefined {
  try {
    const delay = fieldsOf(bytes).get(1);
    if (!(delay instanceof Uint8Array)) return undefined;
    const duration = fieldsOf(delay);
    return Number(duration.get(1) ?? 0) * 1000 + Number(duration.get(2) ?? 0) / 1e6;
  } catch {
    return undefined;
  }
}

function fieldsOf(bytes: Uint8Array): ReadonlyMap<number, Uint8Array | bigint | string> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, Uint8Array | bigint | string>();
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) fields.set(number, reader.bytes());
    else if (wireType === WireType.Varint) fields.set(number, reader.int64());
    else reader.skip(wireType);
  }
  return fields;
}
