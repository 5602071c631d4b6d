import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createLogger, type Logger } from "../../src/context/logger.ts";

function written(body: (logger: Logger) => void, env: NodeJS.ProcessEnv = {}, isLocal = false): readonly string[] {
  const lines: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
  try {
    body(createLogger("flows.t", { env, isLocal }));
  } finally {
    process.stderr.write = write;
  }
  return lines;
}

const all = (logger: Logger): void => {
  logger.debug("d");
  logger.info("i");
  logger.warn("w");
  logger.error("e");
};

const test = suite("the logger of a task");

test("writes one JSON object a line in a container", () => {
  const [line = "", ...rest] = written((logger) => logger.info("read\nrows", { rows: 3n, file: "a b" }));
  assert.equal(rest, []);
  assert.match(line, /^\{.*\}\n$/);
  const { asctime, ...facts } = JSON.parse(line) as { readonly asctime: string };
  assert.ok(Math.abs(Date.parse(asctime) - Date.now()) < 1000);
  assert.equal(facts, { name: "flows.t", levelname: "INFO", message: "read\nrows", rows: "3", file: "a b" });
});

test("writes text on this machine", () => {
  const [line] = written((logger) => logger.warn("slow", { seconds: 3, url: "http://x/a", why: "a b" }), {}, true);
  assert.match(line ?? "", /^\d\d:\d\d:\d\d warning flows\.t: slow seconds=3 url=http:\/\/x\/a why="a b"\n$/);
});

test("takes its format from the environment", () => {
  const json = written((logger) => logger.info("x"), { FLYTE_SDK_LOGGING_FORMAT: "json" }, true);
  const text = written((logger) => logger.info("x"), { FLYTE_SDK_LOGGING_FORMAT: "text" });
  assert.match(json[0] ?? "", /^\{/);
  assert.match(text[0] ?? "", /: x\n$/);
});

for (const [level, expected] of [
  [undefined, "iwe"],
  ["", "iwe"],
  ["10", "diwe"],
  ["20", "iwe"],
  ["30", "we"],
  ["40", "e"],
  ["50", ""],
  ["debug", "diwe"],
  ["WARNING", "we"],
  ["warn", "we"],
  ["CRITICAL", ""],
  ["loud", "iwe"],
] as const) {
  test(`at level ${level} writes ${expected === "" ? "nothing" : expected}`, () => {
    const lines = written(all, level === undefined ? {} : { FLYTE_SDK_LOGGING_LEVEL: level });
    const messages = lines.map((line) => (JSON.parse(line) as { readonly message: string }).message);
    assert.is(messages.join(""), expected);
  });
}

test("writes errors with their stacks, and never throws for a field", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const [withError = "", withCircle = ""] = written((logger) => {
    logger.error("failed", { error: new TypeError("bad") });
    logger.info("odd", { circle, levelname: "x" });
  });
  const { error } = JSON.parse(withError) as { readonly error: { readonly name: string; readonly stack: string } };
  assert.is(error.name, "TypeError");
  assert.match(error.stack, /TypeError: bad\n\s+at /);
  assert.match(withCircle, /"message": "odd", "circle": "a value that cannot be written as JSON"\}/);
  assert.match(withCircle, /"levelname": "INFO"/, "a field does not replace what every line has");
});

test.run();
