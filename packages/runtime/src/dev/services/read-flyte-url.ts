/** Data by address: `flyte://v1/PROJECT/DOMAIN/EXECUTION/NODE[/ATTEMPT]/i`, with `o` for outputs and `d` for the deck. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { NodeExecutionIdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { GetDataResponseSchema } from "../../idl/gen/flyteidl/service/dataproxy_pb.ts";
import { invalidArgument, missingEntity } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { readAttempt } from "../engine/records/task-executions.ts";
import { getNode } from "./node-execution-calls.ts";
import { readLiterals } from "./run-data.ts";

const address =
  /^flyte:\/\/v1\/(?<project>[^/]+)\/(?<domain>[^/]+)\/(?<name>[^/]+)\/(?<node>[^/]+)(?:\/(?<attempt>\d+))?\/(?<kind>[iod])(?:\/(?<output>[^/]+))?$/;

/** Seconds that a link to a deck is good for. */
const deckSeconds = 3600;

/** Reads what an address leads to. */
export function readFlyteUrl(plane: ControlPlane, url: string): MessageInitShape<typeof GetDataResponseSchema> {
  const { groups } = address.exec(url) ?? {};
  if (groups === undefined) throw invalidArgument(`unexpected flyte url: ${url}`);
  const { project = "", domain = "", name = "", node = "", attempt, kind, output } = groups;
  const id = create(NodeExecutionIdentifierSchema, { nodeId: node, executionId: { project, domain, name } });
  const row = getNode(plane, id);
  const run = attempt === undefined ? row : readAttempt(plane.database, { ...row, attempt: Number(attempt) });
  if (run === undefined) throw missingEntity("task execution", url);
  if (kind === "d") {
    const path = row.deck_uri === null ? undefined : plane.objects.pathOf(row.deck_uri);
    if (path === undefined) throw missingEntity("deck", url);
    const { url: signed, expiresAt } = plane.links.link("GET", path, deckSeconds);
    return {
      data: { case: "preSignedUrls", value: { signedUrl: [signed], expiresAt: timestampFromMs(expiresAt) } },
    };
  }
  const literals = readLiterals(plane, kind === "i" ? run.input_uri : run.output_uri)?.literals;
  if (literals === undefined) throw missingEntity("data", url);
  if (output === undefined) return { data: { case: "literalMap", value: literals } };
  const literal = Object.hasOwn(literals.literals, output) ? literals.literals[output] : undefined;
  if (literal === undefined) throw missingEntity("output", url);
  return { data: { case: "literal", value: literal } };
}
