/** How a connection is kept alive, in milliseconds. */
export interface KeepAlive {
  /** A ping is sent after this much silence while a call waits, and before a call after it. */
  readonly pingInterval: number;
  /** A connection that does not answer a ping for this long is given up. */
  readonly pingTimeout: number;
}
