import type { SourceFile } from './source-file.js';

/** A file that is to be a recording. */
export interface Upload {
  readonly file: SourceFile;
  /** What is said of it, as the form has it. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where it is registered, if not as a recording. */
  readonly path?: string;
  /** The same for every sending: the recording is registered once. Undefined where nobody has chosen one. */
  readonly key: string | undefined;
  readonly onProgress: (sent: number, total: number) => void;
}
