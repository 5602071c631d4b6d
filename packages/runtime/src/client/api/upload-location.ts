/** Where a file is sent, and what it is called afterwards. */
export interface UploadLocation {
  readonly signedUrl: string;
  /** Headers that are part of the signature. */
  readonly headers: { readonly [name: string]: string };
  /** Where it lies for the platform: `s3://…`. */
  readonly nativeUrl: string;
}
