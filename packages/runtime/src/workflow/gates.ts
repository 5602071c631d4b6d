/** What a workflow waits for: somebody's approval, a value, a time. */
import { notCompiled, staleBuild } from "../errors/entities.ts";
import { nothingToApprove } from "../errors/gates.ts";
import { invalidOption, show, unknownOption } from "../errors/options.ts";
import { callerPosition, callerSource, sourceAt } from "../graph/caller-position.ts";
import { activeRecorder, checkText, type Input, type Invocation, runningInvocation } from "../graph/index.ts";
import { isValueMetadata, type Schema, type VariablesSchema } from "../metadata/index.ts";
import { type DurationInput, durationMs } from "../settings/duration.ts";
import { literalTypeOf } from "../types/index.ts";
import { Gate } from "./gate.ts";

/** The options of {@link approve} and {@link waitForInput}. */
export interface GateOptions {
  /** What the approval or the value is asked for by; unique in its workflow. */
  readonly name: string;
  /** How long the workflow waits. @default "1h" */
  readonly timeout?: DurationInput;
}

const hour = 3_600_000;

/**
 * Waits until somebody approves a call's result, which then goes on as it is. Without an approval in time the workflow fails.
 * Outside a workflow whoever runs it is asked.
 *
 * @param value the result of a call
 * @throws TsflyteError with the code `bad-gate` for an input of the workflow or a constant
 *
 * @example
 * ```ts
 * const model = await approve(train(data), { name: "looks good", timeout: "2d" });
 * await publish(model);
 * ```
 */
export function approve<T>(value: Input<T>, options: GateOptions): Invocation<T> {
  const timeout = checkGate(options, "approve()");
  const { name } = options;
  const gate = { kind: "approve", signalId: name } as const;
  const recorder = activeRecorder();
  if (recorder === undefined) {
    const source = callerSource();
    return runningInvocation(async () => {
      const settled = (await value) as T;
      // The type of the value is not known here: what is asked about is its text.
      const inputs = variables("o0", { type: "string" });
      await runGate(new Gate({ name, gate, timeout, inputs, outputs: inputs, source }), { o0: show(settled) });
      return settled;
    });
  }
  const position = callerPosition();
  const reference = recorder.referenceOf(value, () => `approve() of the gate "${name}"`);
  if (reference?.owner.node === undefined) {
    const found = reference === undefined ? show(value) : `the input "${reference.var}" of the workflow`;
    throw nothingToApprove(name, found, position);
  }
  const { var: variable, schema, root } = reference;
  const passed = variables(variable, schema, root);
  const entity = new Gate({ name, gate, timeout, inputs: passed, outputs: passed, source: sourceAt(position) });
  return recorder.recordNamed<T>(entity, new Map([[variable, value]]));
}

/**
 * Waits for a value that somebody gives, of the type in the type argument. Without one in time the workflow fails. Outside a workflow
 * whoever runs it is asked. It must be compiled with the transformer.
 *
 * @example
 * ```ts
 * const title = await waitForInput<string>({ name: "title", timeout: "1d" });
 * await publish(report, title);
 * ```
 */
export function waitForInput<T>(options: GateOptions): Invocation<T>;
export function waitForInput<T>(...[options, embedded]: readonly [GateOptions, unknown?]): Invocation<T> {
  if (embedded === undefined) throw notCompiled("waitForInput", callerPosition());
  if (!isValueMetadata(embedded) || embedded.version !== 1) {
    throw staleBuild("waitForInput", "metadata of another version", callerPosition());
  }
  const timeout = checkGate(options, "waitForInput()");
  const { outputs, source } = embedded;
  const type = literalTypeOf(outputs.properties["o0"] ?? {}, outputs);
  const gate = { kind: "signal", signalId: options.name, type, outputVariableName: "o0" } as const;
  return call(new Gate({ name: options.name, gate, timeout, outputs, source }));
}

/**
 * Waits for a time. Nothing comes of it; order calls behind it with `.after()`.
 *
 * @param duration seconds as a number, a text like `"5m"` or `"PT5M"`, or `{ minutes: 5 }`
 *
 * @example
 * ```ts
 * const pause = sleep("10m");
 * await check(job).after(pause);
 * ```
 */
export function sleep(duration: DurationInput): Invocation<void> {
  const gate = { kind: "sleep", duration: durationMs(duration, "sleep()") } as const;
  return call(new Gate({ name: "sleep-gate", gate, timeout: hour, source: callerSource() }));
}

function call<T>(gate: Gate): Invocation<T> {
  const recorder = activeRecorder();
  if (recorder !== undefined) return recorder.recordNamed<T>(gate, new Map());
  return runningInvocation(async () => (await runGate(gate, {})) as T);
}

/** A gate outside a workflow's body is the one node of a workflow of its own. */
async function runGate(gate: Gate, inputs: { readonly [name: string]: unknown }): Promise<unknown> {
  const [{ runCall }, { SingleCall }] = await Promise.all([
    import("../graph/run-call.ts"),
    import("../graph/single-call.ts"),
  ]);
  return runCall(new SingleCall(gate), [inputs]);
}

const known = ["name", "timeout"];

/** The timeout in milliseconds. Throws at the first option that cannot have its value. */
function checkGate(options: GateOptions, where: string): number {
  if (typeof options !== "object" || options === null)
    throw invalidOption(where, 'options like { name: "…" }', options);
  for (const key of Object.keys(options)) if (!known.includes(key)) throw unknownOption(where, key, known);
  if (options.name === undefined) throw invalidOption(`${where}, option "name"`, "a text that is not empty", undefined);
  checkText(options.name, `${where}, option "name"`);
  const timeout = options.timeout === undefined ? 0 : durationMs(options.timeout, `${where}, option "timeout"`);
  // A gate without an end is none on the platform either.
  return timeout === 0 ? hour : timeout;
}

function variables(name: string, schema: Schema, root?: VariablesSchema): VariablesSchema {
  const defs = root?.$defs === undefined ? {} : { $defs: root.$defs };
  return { type: "object", properties: { [name]: schema }, required: [name], additionalProperties: false, ...defs };
}
