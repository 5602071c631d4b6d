/** A connection through an HTTP proxy: what is written before the proxy has answered waits. */
import { connect, type Socket } from "node:net";
import { Duplex } from "node:stream";

/** A longer answer than this to `CONNECT` is none of a proxy. */
const longestAnswer = 16_384;

/**
 * A stream to `target` (`host:port`) through the proxy.
 *
 * @param proxy `http://user:password@host:port`; the port is 80 where it is left out
 */
export function openTunnel(proxy: string, target: string): Duplex {
  const { hostname, port, username, password } = new URL(proxy);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port === "" ? 80 : port) });
  const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username === "" ? "" : `Proxy-Authorization: Basic ${Buffer.from(name).toString("base64")}\r\n`;
  socket.once("connect", () => {
    socket.setNoDelay(true);
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
  });
  return new Tunnel(socket);
}

class Tunnel extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#handshake();
  }

  #open = false;
  #waiting: (() => void) | undefined;

  #handshake(): void {
    const socket = this.#socket;
    let answer = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf("\r\n\r\n");
      if (end < 0) {
        if (answer.length > longestAnswer) this.destroy(new Error("the proxy's answer is no answer of HTTP"));
        return;
      }
      socket.off("data", onData);
      const [status = ""] = answer.subarray(0, end).toString("latin1").split("\r\n");
      if (!/^HTTP\/1\.[01] 2\d\d\b/.test(status)) {
        this.destroy(new Error(`the proxy answered "${status}"`));
        return;
      }
      this.#pipe(answer.subarray(end + 4));
    };
    socket.on("data", onData);
    socket.once("error", (error) => this.destroy(error));
    socket.once("close", () => {
      if (this.#open) this.push(null);
      else this.destroy(new Error("the proxy closed the connection"));
    });
  }

  #pipe(rest: Buffer): void {
    this.#open = true;
    this.#socket.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) this.#socket.pause();
    });
    this.#socket.once("end", () => this.push(null));
    if (rest.length > 0) this.push(rest);
    this.#waiting?.();
    this.#waiting = undefined;
  }

  /** Runs what writes when the proxy has answered. */
  #whenOpen(write: () => void): void {
    if (this.#open) write();
    else this.#waiting = write;
  }

  override _read(): void {
    if (this.#open) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#whenOpen(() => this.#socket.write(chunk, done));
  }

  override _final(done: () => void): void {
    this.#whenOpen(() => this.#socket.end(done));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    this.#waiting = undefined;
    done(error);
  }
}
