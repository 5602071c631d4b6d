/** What a login gives. */
export interface Token {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since the epoch; a token without it is used until it is refused. */
  readonly expiresAt?: number;
  /** The header that it goes into. */
  readonly header: string;
}

/** A token that ends sooner than this, in milliseconds, is not sent any more: it might be over when it arrives. */
const leeway = 10_000;

export function isExpired({ expiresAt }: Token, now: number = Date.now()): boolean {
  return expiresAt !== undefined && now >= expiresAt - leeway;
}
