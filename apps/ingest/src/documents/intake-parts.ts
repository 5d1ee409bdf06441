import type { SourceType } from '../sources/source.js';

export interface IntakeParts {
  readonly types: Readonly<Record<string, SourceType>>;
  readonly now: () => Date;
}
