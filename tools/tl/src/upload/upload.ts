import type { SourceFile } from './source-file.js';

export interface Upload {
  readonly file: SourceFile;
  readonly fields: Readonly<Record<string, string>>;
  /** API path of the registration. Default: recordings. */
  readonly path?: string;
  /** Idempotency key: all requests with it register one recording. Undefined unless the user chose one. */
  readonly key: string | undefined;
  /** True: the SHA-256 is sent, and the server compares it with the bytes that it has received. */
  readonly isVerified?: boolean;
  readonly onProgress: (sent: number, total: number) => void;
}
