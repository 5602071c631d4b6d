import type { StorageProblem } from "../errors/storage-problem.ts";

/** A part of an object that is being read. */
export interface OpenedObject {
  /** The position of the body's first byte: 0 where the service does not continue a transfer. */
  readonly start: number;
  /** The bytes of the whole object; `undefined` where the service does not say. */
  readonly size: number | undefined;
  /** What another object under the same name would not have; `undefined` where the service does not say. */
  readonly version: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Where to go on with an object. */
export interface ReadPosition {
  readonly offset: number;
  /** Asks for this version of the object and no other. */
  readonly version?: string | undefined;
}

/** What one kind of object storage does for the single requests of a transfer. */
export interface ObjectClient<Place> {
  /** Whether it repeats requests by itself that failed for the moment. An interrupted body is the caller's to continue. */
  readonly repeatsRequests: boolean;
  /** What the URI names; throws where it names nothing of this storage. */
  placeOf(uri: string): Place;
  /** The URI as errors may show it, where it can hold what nobody should see. */
  shown?(uri: string): string;
  open(place: Place, position: ReadPosition, signal: AbortSignal): Promise<OpenedObject>;
  write(place: Place, bytes: Uint8Array): Promise<void>;
  /** Sends a file of that many bytes in parts. */
  upload(place: Place, localPath: string, size: number): Promise<void>;
  /** Sends content of any length in parts. */
  uploadStream(place: Place, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** The names of all objects below the place, relative to it. */
  list(place: Place): AsyncIterable<string>;
  /** What an error of the service's library says. */
  problemOf(error: unknown): StorageProblem;
}
