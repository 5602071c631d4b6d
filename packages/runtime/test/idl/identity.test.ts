import { isDeepStrictEqual } from "node:util";
import {
  type DescMessage,
  fromBinary,
  fromJsonString,
  type MessageShape,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LaunchPlanSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { LiteralSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { TaskTemplateSchema } from "../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { NodeSchema } from "../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import {
  launchPlanFromIdl,
  launchPlanToIdl,
  literalFromIdl,
  literalToIdl,
  literalTypeFromIdl,
  literalTypeToIdl,
  nodeFromIdl,
  nodeToIdl,
  taskTemplateFromIdl,
  taskTemplateToIdl,
} from "../../src/idl/index.ts";
import { taskSpec } from "./minimal-specs.ts";
import { createRandom } from "./random.ts";
import { randomLaunchPlan } from "./random-launch-plan.ts";
import { randomLiteral, randomLiteralType } from "./random-literal.ts";
import { randomNode } from "./random-node.ts";

const identity = suite("from the model to flyteidl and back");

/** Sends a value there and back as a message, as bytes and as JSON text. */
function assertComesBack<Desc extends DescMessage, T>(
  value: T,
  schema: Desc,
  toIdl: (value: T) => MessageShape<Desc>,
  fromIdl: (message: MessageShape<Desc>) => T,
): void {
  const message = toIdl(value);
  const back = {
    message: fromIdl(message),
    bytes: fromIdl(fromBinary(schema, toBinary(schema, message))),
    text: fromIdl(fromJsonString(schema, toJsonString(schema, message))),
  };
  for (const [way, result] of Object.entries(back)) {
    // JSON text has no sign for 0, and nothing else is lost.
    const expected = way === "text" ? withoutNegativeZero(value) : value;
    assert.ok(isDeepStrictEqual(result, expected), `${way}: ${show(result)} is not ${show(expected)}`);
  }
}

function withoutNegativeZero<T>(value: T): T {
  if (Object.is(value, -0)) return 0 as T;
  if (Array.isArray(value)) return value.map(withoutNegativeZero) as T;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutNegativeZero(member)])) as T;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}n` : member));
}

identity("every literal type comes back", () => {
  const random = createRandom(7);
  for (let i = 0; i < 3000; i++) {
    assertComesBack(randomLiteralType(random, 3), LiteralTypeSchema, literalTypeToIdl, literalTypeFromIdl);
  }
});

identity("every literal comes back", () => {
  const random = createRandom(8);
  for (let i = 0; i < 5000; i++) {
    assertComesBack(randomLiteral(random, 3), LiteralSchema, literalToIdl, literalFromIdl);
  }
});

identity("every node comes back, with branches, arrays and gates inside it", () => {
  const random = createRandom(10);
  for (let i = 0; i < 1500; i++) assertComesBack(randomNode(random, 3), NodeSchema, nodeToIdl, nodeFromIdl);
});

identity("every launch plan comes back", () => {
  const random = createRandom(11);
  for (let i = 0; i < 1500; i++) {
    assertComesBack(randomLaunchPlan(random), LaunchPlanSchema, launchPlanToIdl, launchPlanFromIdl);
  }
});

identity("a container's and a pod's data loading comes back", () => {
  const { template } = taskSpec;
  for (const format of ["json", "yaml", "proto"] as const) {
    for (const downloadMode of ["eager", "stream", "none"] as const) {
      for (const uploadMode of ["on-exit", "eager", "none"] as const) {
        const ioStrategy = { downloadMode, uploadMode };
        const dataConfig = { enabled: true, inputPath: "/in", outputPath: "", format, ioStrategy };
        const container = {
          image: "i",
          command: [],
          args: [],
          resources: { requests: [], limits: [] },
          env: [],
          dataConfig,
        };
        const k8sPod = { metadata: { labels: {}, annotations: {} }, podSpec: {}, dataConfig };
        for (const target of [{ kind: "container", container } as const, { kind: "k8s-pod", k8sPod } as const]) {
          assertComesBack({ ...template, target }, TaskTemplateSchema, taskTemplateToIdl, taskTemplateFromIdl);
        }
      }
    }
  }
});

identity("a list of lists forty-five levels deep comes back", () => {
  let literal = randomLiteral(createRandom(9), 0);
  for (let i = 0; i < 45; i++) literal = { kind: "collection", literals: [literal] };
  assertComesBack(literal, LiteralSchema, literalToIdl, literalFromIdl);
});

identity.run();
