/**
 * Calls that outlast what is transient: each has one deadline, is tried again after failures that may pass, logs in
 * again once, and rejects with errors of this library alone.
 */
import { type ContextKey, type ContextValues, createContextKey, type Transport } from "@connectrpc/connect";
import { clientClosed } from "../../errors/client.ts";
import { TsflyteError } from "../../errors/index.ts";
import { backoffDelay, pause, type RetryPolicy } from "./backoff.ts";
import { type CallProblem, problemError, problemOf } from "./call-problem.ts";

/** Headers that say who calls. */
export interface Credentials {
  readonly headers: { readonly [name: string]: string };
  /** What no error may show. */
  readonly secrets: readonly string[];
}

/** Where credentials come from. */
export interface CredentialSource {
  /** Those to send now; logs in where there are none. */
  current(signal: AbortSignal | undefined): Promise<Credentials>;
  /** Others, after the server has refused these; undefined where there can be none. */
  renew(refused: Credentials, signal: AbortSignal | undefined): Promise<Credentials | undefined>;
}

/** Counts the tries of a call, for whoever has to know whether an earlier one may have arrived. */
export const attemptCounter: ContextKey<{ attempts: number } | undefined> = createContextKey<
  { attempts: number } | undefined
>(undefined);

/** What all calls of a client share. */
export interface CallSettings {
  readonly endpoint: string;
  readonly retry: RetryPolicy;
  /** Milliseconds that a call may take with all its tries, without the time that a login takes. */
  readonly timeout: number;
  readonly credentials: CredentialSource;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
}

/** A transport whose unary calls go out as the settings say. */
export function resilientTransport(inner: Transport, settings: CallSettings): Transport {
  const withClosed = joinedSignals(settings.closed);
  return {
    unary: (method, signal, timeoutMs, header, input, contextValues) =>
      new Call(settings, callName(method), withClosed(signal), timeoutMs, contextValues).run((attempt) => {
        const headers = new Headers(header);
        for (const [name, value] of Object.entries(attempt.credentials.headers)) headers.set(name, value);
        return inner.unary(method, attempt.signal, attempt.timeout, headers, input, contextValues);
      }),
    stream: inner.stream,
  };
}

/** Signals of callers with another beside them; thousands of calls under one signal share what is made of it. */
function joinedSignals(other: AbortSignal): (signal: AbortSignal | undefined) => AbortSignal {
  const joined = new WeakMap<AbortSignal, AbortSignal>();
  return (signal) => {
    if (signal === undefined) return other;
    const known = joined.get(signal);
    if (known !== undefined) return known;
    const both = AbortSignal.any([signal, other]);
    joined.set(signal, both);
    return both;
  };
}

interface Attempt {
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly credentials: Credentials;
}

class Call {
  readonly #settings: CallSettings;
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #timeout: number;
  readonly #counter: { attempts: number };
  #left: number;

  constructor(
    settings: CallSettings,
    name: string,
    signal: AbortSignal,
    timeout: number | undefined,
    contextValues: ContextValues | undefined,
  ) {
    this.#settings = settings;
    this.#name = name;
    this.#signal = signal;
    this.#timeout = timeout ?? settings.timeout;
    this.#left = this.#timeout;
    this.#counter = contextValues?.get(attemptCounter) ?? { attempts: 0 };
  }

  async run<T>(send: (attempt: Attempt) => Promise<T>): Promise<T> {
    const { credentials: source, retry, closed, endpoint } = this.#settings;
    if (closed.aborted) throw clientClosed(endpoint);
    let credentials = await this.#loggedIn(source.current(this.#signal));
    for (let renewed = false; ; ) {
      this.#counter.attempts++;
      const started = performance.now();
      const outcome = await this.#try(send, credentials);
      if (outcome.kind === "answer") return outcome.answer;
      this.#left -= performance.now() - started;
      const { problem } = outcome;
      if (problem.code === "unauthenticated" && !renewed) {
        renewed = true;
        const others = await this.#loggedIn(source.renew(credentials, this.#signal));
        if (others !== undefined) {
          credentials = others;
          continue;
        }
      }
      const delay = problem.retryDelay ?? backoffDelay(retry, this.#counter.attempts);
      if (!problem.isTransient || this.#counter.attempts >= retry.attempts || delay >= this.#left) {
        throw this.#error(problem, credentials);
      }
      await this.#wait(delay, credentials);
    }
  }

  /** A login that nobody waits for any more ends as the call does. */
  async #loggedIn<T>(login: Promise<T>): Promise<T> {
    try {
      return await login;
    } catch (error) {
      if (this.#settings.closed.aborted) throw clientClosed(this.#settings.endpoint);
      if (error instanceof TsflyteError || !this.#signal.aborted) throw error;
      throw this.#error(cancelled(this.#signal), { headers: {}, secrets: [] });
    }
  }

  async #try<T>(
    send: (attempt: Attempt) => Promise<T>,
    credentials: Credentials,
  ): Promise<
    { readonly kind: "answer"; readonly answer: T } | { readonly kind: "problem"; readonly problem: CallProblem }
  > {
    try {
      const timeout = Math.max(1, Math.ceil(this.#left));
      return { kind: "answer", answer: await send({ signal: this.#signal, timeout, credentials }) };
    } catch (error) {
      if (this.#settings.closed.aborted) throw clientClosed(this.#settings.endpoint);
      if (error instanceof TsflyteError) throw error;
      return { kind: "problem", problem: this.#signal.aborted ? cancelled(this.#signal) : problemOf(error) };
    }
  }

  async #wait(delay: number, credentials: Credentials): Promise<void> {
    this.#left -= delay;
    try {
      await pause(delay, this.#signal);
    } catch {
      if (this.#settings.closed.aborted) throw clientClosed(this.#settings.endpoint);
      throw this.#error(cancelled(this.#signal), credentials);
    }
  }

  #error(problem: CallProblem, { secrets }: Credentials): TsflyteError {
    const { endpoint } = this.#settings;
    const { attempts } = this.#counter;
    const message = redact(problem.message, secrets);
    const safe = message === problem.message ? problem : { ...problem, message, cause: undefined };
    return problemError(safe, {
      call: this.#name,
      endpoint,
      attempts,
      ...(problem.code === "deadline-exceeded" ? { timeout: this.#timeout } : {}),
    });
  }
}

function cancelled(signal: AbortSignal): CallProblem {
  const { reason } = signal;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: "cancelled", status: "CANCELLED", message, isTransient: false, cause: reason };
}

/** A server may repeat in an error what it was sent. */
function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "[redacted]")), text);
  return known.replace(/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, "$1 [redacted]");
}

function callName(method: { readonly name: string; readonly parent: { readonly name: string } }): string {
  return `${method.parent.name}.${method.name}`;
}
