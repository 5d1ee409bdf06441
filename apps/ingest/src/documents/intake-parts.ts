import type { SourceType } from '../kit/source.js';

export const INTAKE_PARTS = Symbol('IntakeParts');

export interface IntakeParts {
  readonly types: Readonly<Record<string, SourceType>>;
  readonly now: () => Date;
}
