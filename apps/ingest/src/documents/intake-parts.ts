import type { SourceType } from '../sources/source.js';

/** What the first steps of a document work with; each takes what it needs. */
export interface IntakeParts {
  readonly types: Readonly<Record<string, SourceType>>;
  readonly now: () => Date;
}
