import type { StepHandler } from '@throughline/engine';
import { createFileRecord } from './create-file-record/index.js';
import { hashFile } from './hash-file/index.js';
import type { IntakeParts } from './intake-parts.js';

/** Every step of the intake: one folder and one line. */
export const intakeSteps = {
  hash_file: hashFile,
  create_file_record: createFileRecord,
} satisfies Record<string, (parts: IntakeParts) => StepHandler>;

export function intakeHandlers(parts: IntakeParts): ReadonlyMap<string, StepHandler> {
  return new Map(Object.entries(intakeSteps).map(([step, build]) => [step, build(parts)]));
}
