/**
 * The HTTP/2 connection of a client: opened with the first request, opened again when it is lost, kept alive with pings while
 * requests wait, and no reason for a process to go on while none do.
 */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
  type SecureClientSessionOptions,
} from "node:http2";
import type { Duplex } from "node:stream";
import type { KeepAlive } from "./keep-alive.ts";

/** What a connection is opened with. */
export interface SessionOptions extends SecureClientSessionOptions {
  /** Opens what HTTP/2 goes over, where that is more than a connection to the server. */
  readonly open?: (timeout: number) => Promise<Duplex>;
}

/** A connection that was not there after this long, in milliseconds, will not come. */
const connectTimeout = 20_000;

/** What connect's transport sends requests with. */
export class SessionManager {
  /** `https://host:port`. */
  readonly authority: string;
  readonly #options: SessionOptions;
  readonly #keepAlive: KeepAlive;
  #session: Promise<ClientHttp2Session> | undefined;
  #open: ClientHttp2Session | undefined;
  #heardAt = 0;

  constructor(baseUrl: string, options: SessionOptions, keepAlive: KeepAlive) {
    this.authority = new URL(baseUrl).origin;
    this.#options = options;
    this.#keepAlive = keepAlive;
  }

  async request(method: string, path: string, headers: OutgoingHttpHeaders): Promise<ClientHttp2Stream> {
    const session = await this.#usable();
    const stream = session.request({ ...headers, ":method": method, ":path": path });
    session.ref();
    const timer = setInterval(() => void this.#check(session), this.#keepAlive.pingInterval);
    // The caller listens to errors of the stream; one that comes before it does must not end the process.
    stream.on("error", () => {});
    stream.once("close", () => {
      clearInterval(timer);
      this.#streams.delete(stream);
      if (this.#streams.size === 0) session.unref();
    });
    this.#streams.add(stream);
    return stream;
  }

  readonly #streams = new Set<ClientHttp2Stream>();

  notifyResponseByteRead(_stream: ClientHttp2Stream): void {
    this.#heardAt = performance.now();
  }

  /** Closes the connection with everything that waits on it. */
  abort(reason?: Error): void {
    this.#forget(this.#open);
    this.#open?.destroy(reason);
  }

  /** A connection that is there; one that was silent for long is asked before it is trusted. */
  async #usable(): Promise<ClientHttp2Session> {
    const known = this.#session;
    if (known !== undefined) {
      const session = await known;
      if (await this.#check(session)) return session;
    }
    this.#session ??= this.#connect();
    return this.#session;
  }

  #connect(): Promise<ClientHttp2Session> {
    const opening = this.#openSession();
    opening.catch(() => {
      if (this.#session === opening) this.#session = undefined;
    });
    return opening;
  }

  async #openSession(): Promise<ClientHttp2Session> {
    const { open, ...options } = this.#options;
    const stream = await open?.(connectTimeout);
    const session = connect(
      this.authority,
      stream === undefined ? options : { ...options, createConnection: () => stream },
    );
    this.#open = session;
    return new Promise<ClientHttp2Session>((resolve, reject) => {
      const timer = setTimeout(() => session.destroy(timedOut()), connectTimeout);
      session.once("connect", () => {
        clearTimeout(timer);
        this.#heardAt = performance.now();
        session.unref();
        resolve(session);
      });
      // Sessions may tell of several errors, one after the other, and of the first one only is there anybody to tell.
      session.on("error", (error) => {
        clearTimeout(timer);
        this.#forget(session);
        reject(error);
      });
      session.once("close", () => {
        clearTimeout(timer);
        this.#forget(session);
        reject(new Error("the connection was closed"));
      });
      session.once("goaway", () => this.#forget(session));
    });
  }

  /** New requests get another connection. */
  #forget(session: ClientHttp2Session | undefined): void {
    if (session === undefined || this.#open !== session) return;
    this.#session = undefined;
  }

  /** Whether the other side is there; if it has been silent it is asked, and given up when it does not answer. */
  async #check(session: ClientHttp2Session): Promise<boolean> {
    if (session.closed || session.destroyed) return false;
    const { pingInterval, pingTimeout } = this.#keepAlive;
    if (performance.now() - this.#heardAt < pingInterval) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#forget(session);
        session.destroy(timedOut());
        resolve(false);
      }, pingTimeout);
      try {
        session.ping((error) => {
          clearTimeout(timer);
          if (error === null) this.#heardAt = performance.now();
          resolve(error === null);
        });
      } catch {
        clearTimeout(timer);
        resolve(false);
      }
    });
  }
}

function timedOut(): Error {
  return Object.assign(new Error("the server does not answer"), { code: "ETIMEDOUT" });
}
