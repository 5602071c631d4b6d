/** How a platform is reached, whatever is sent: gRPC, OAuth's requests and uploads share it. */
export interface Connection {
  /** `host` or `host:port`, without a scheme. */
  readonly endpoint: string;
  /** Without TLS. */
  readonly insecure: boolean;
  /** With TLS, and with whatever certificate. */
  readonly insecureSkipVerify: boolean;
  /** Certificates of the authorities to trust, as PEM, in place of those that Node trusts. */
  readonly ca?: string;
  /** `http://host:port` of a proxy that knows `CONNECT`. */
  readonly httpProxyUrl?: string;
}

/** The options of `node:tls` for it. */
export function tlsOptions({ ca, insecureSkipVerify }: Connection): {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
} {
  return { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: !insecureSkipVerify };
}
