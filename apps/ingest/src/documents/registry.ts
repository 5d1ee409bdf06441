import type { StepHandler } from '@throughline/engine';
import { createFileRecord } from './create-file-record/index.js';
import { hashFile } from './hash-file/index.js';
import type { IntakeParts } from './intake-parts.js';

/** Each step of the intake has one folder and one line here. */
export const intakeSteps = {
  hash_file: hashFile,
  create_file_record: createFileRecord,
} satisfies Record<string, (parts: IntakeParts) => StepHandler>;

export function intakeHandlers(parts: IntakeParts): ReadonlyMap<string, StepHandler> {
  return new Map(Object.entries(intakeSteps).map(([step, build]) => [step, build(parts)]));
}
