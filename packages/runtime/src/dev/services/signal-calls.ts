import { fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type { SignalSchema } from "../../idl/gen/flyteidl/admin/signal_pb.ts";
import type { SignalIdentifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { LiteralTypeSchema } from "../../idl/gen/flyteidl/core/types_pb.ts";
import type { SignalService } from "../../idl/gen/flyteidl/service/signal_pb.ts";
import { invalidArgument, missingEntity, missingField } from "../answers/refusals.ts";
import { isOfType, literalType } from "../compiler/literal-types.ts";
import { typeText } from "../compiler/type-text.ts";
import type { ControlPlane } from "../control-plane.ts";
import type { ExecutionKey } from "../database/executions.ts";
import { type ListFields, readTime } from "../database/filters.ts";
import { is, listRows } from "../database/list-rows.ts";
import { getOrCreateSignal, readSignal, type SignalRow } from "../engine/records/signals.ts";
import { checkFields } from "../rules/identifiers.ts";
import { getExecution } from "./execution-calls.ts";

const fields: ListFields = {
  signal_id: { sql: "signal_id" },
  created_at: { sql: "created_at", read: readTime },
};

/** What gates wait for, and who answers. */
export function signalCalls(plane: ControlPlane): ServiceImpl<typeof SignalService> {
  const { database, engine, now } = plane;
  return {
    getOrCreateSignal({ id, type }) {
      const { key, signalId } = checkSignal(plane, id);
      if (type === undefined) throw missingField("type");
      const row = { ...key, signal_id: signalId, type: toBinary(LiteralTypeSchema, type), created_at: now() };
      return signalMessage(getOrCreateSignal(database, row));
    },
    listSignals(request) {
      const { project, domain, name } = getExecution(plane, request.workflowExecutionId);
      const { rows, token } = listRows<SignalRow>(
        database,
        { select: "* FROM signals", fields, orderBy: "rowid" },
        [is("project", project), is("domain", domain), is("name", name)],
        request,
      );
      return { signals: rows.map(signalMessage), token };
    },
    setSignal({ id, value }) {
      const { key, signalId } = checkSignal(plane, id);
      if (value === undefined) throw missingField("value");
      const row = readSignal(database, key, signalId);
      if (row === undefined) throw missingEntity("signal", `${key.project}:${key.domain}:${key.name}:${signalId}`);
      const type = fromBinary(LiteralTypeSchema, row.type);
      if (!isOfType(value, type)) {
        throw invalidArgument(
          `requested signal value [${typeText(literalType(value))}] is not castable to existing signal type [${typeText(type)}]`,
        );
      }
      engine.signal(key, signalId, value);
      return {};
    },
  };
}

function checkSignal(
  plane: ControlPlane,
  id: SignalIdentifier | undefined,
): { readonly key: ExecutionKey; readonly signalId: string } {
  if (id === undefined) throw missingField("id");
  checkFields({ signal_id: id.signalId });
  const { project, domain, name } = getExecution(plane, id.executionId);
  return { key: { project, domain, name }, signalId: id.signalId };
}

function signalMessage(row: SignalRow): MessageInitShape<typeof SignalSchema> {
  const { project, domain, name, signal_id, type, value } = row;
  return {
    id: { signalId: signal_id, executionId: { project, domain, name } },
    type: fromBinary(LiteralTypeSchema, type),
    ...(value === null ? {} : { value: fromBinary(LiteralSchema, value) }),
  };
}
