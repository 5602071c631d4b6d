import type { Signal } from "../model/index.ts";
import { signalIdFromIdl } from "./execution-identifier.ts";
import type { Signal as IdlSignal } from "./gen/flyteidl/admin/signal_pb.ts";
import { literalFromIdl } from "./literal.ts";
import { literalTypeFromIdl } from "./literal-type.ts";
import { required } from "./required.ts";

/** Reads an `admin.Signal`. A literal of no kind is how servers say that nobody has answered. */
export function signalFromIdl({ id, type, value }: IdlSignal): Signal {
  return {
    id: signalIdFromIdl(required(id, "flyteidl.admin.Signal", "id")),
    type: literalTypeFromIdl(required(type, "flyteidl.admin.Signal", "type")),
    ...(value === undefined || value.value.case === undefined ? {} : { value: literalFromIdl(value) }),
  };
}
