import type { Operation } from '@throughline/api-client';
import type { SourceFile } from './source-file.js';

export interface Upload {
  readonly file: SourceFile;
  readonly fields: Readonly<Record<string, string>>;
  /** The registration. Default: of a recording. */
  readonly create?: Operation;
  /** Idempotency key: all requests with it register one recording. Undefined unless the user chose one. */
  readonly key: string | undefined;
  /** True: the SHA-256 is sent, and the server compares it with the bytes that it has received. */
  readonly isVerified?: boolean;
  readonly onProgress: (sent: number, total: number) => void;
}
