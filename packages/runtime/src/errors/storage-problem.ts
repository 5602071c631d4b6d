/** What kept a service from doing something, in terms that all of them share. */
export interface StorageProblem {
  readonly kind:
    | "no-object"
    | "no-bucket"
    /** The service knows who asks, and refuses. */
    | "denied"
    /** The service does not know who asks, or nobody said. */
    | "credentials"
    /** No answer: the service cannot be reached, or the connection broke. */
    | "unreachable"
    /** An answer that asks to come again: throttling, or an error of the service. */
    | "busy"
    /** The object is not the one any more that was being read. */
    | "changed"
    | "other";
  /** The service's own code, with the HTTP status where there is one. */
  readonly code: string;
  /** The service's own words, where they cannot hold a key or a signature. */
  readonly message?: string;
}

/** What a service is called, and what its users can do. */
export interface StorageService {
  /** Such as `Amazon S3`. */
  readonly name: string;
  /** Such as `bucket`. */
  readonly container: string;
  /** How credentials are given. */
  readonly credentials: string;
  /** How another address is given. */
  readonly address: string;
}
