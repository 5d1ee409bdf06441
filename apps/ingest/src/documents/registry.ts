import type { StepHandler } from '@throughline/engine';
import { CreateFileRecord } from './create-file-record/index.js';
import { HashFile } from './hash-file/index.js';
import type { IntakeParts } from './intake-parts.js';

/** Each step of the intake has one folder and one line here. */
export const intakeSteps: readonly (new (parts: IntakeParts) => StepHandler)[] = [HashFile, CreateFileRecord];
