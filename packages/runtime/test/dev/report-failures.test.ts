import { type Code, ConnectError, createRouterTransport } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { reportFailures } from "../../src/dev/services/report-failures.ts";
import { AdminService } from "../../src/idl/gen/flyteidl/service/admin_pb.ts";
import { expectAnswer } from "./dev-clients.ts";

const test = suite("dev/report-failures");

test("says what failed to the client and to whoever looks on, and leaves refusals as they are", async () => {
  const lines: string[] = [];
  const calls = {
    getVersion: () => {
      throw new Error("database or disk is full");
    },
    getDomains: () => {
      throw new ConnectError("no", 5 as Code);
    },
  };
  const transport = createRouterTransport((router) => router.service(AdminService, calls), {
    router: { interceptors: [reportFailures((line) => lines.push(line))] },
  });
  const { getVersion, getDomains } = AdminService.method;
  const full = transport.unary(getVersion, undefined, undefined, undefined, {});
  await expectAnswer(full, "Internal", /^database or disk is full$/);
  await expectAnswer(transport.unary(getDomains, undefined, undefined, undefined, {}), "NotFound", /^no$/);
  assert.equal(lines, ["GetVersion failed: database or disk is full"]);
});

test.run();
