import type { Plan, RunConfig } from '@throughline/contracts';
import { planAuditProcess } from './audit-process.js';
import { documentStepWord, planDocument } from './document.js';
import type { PlannedItem } from './follow-ups.js';
import { planRecording, recordingStepWord } from './recording.js';
import { planSession } from './session.js';

/** A kind of asset: its plan, and its clients' names for steps. */
export interface Pipeline {
  readonly plan: (config: RunConfig, item?: PlannedItem) => Plan;
  /** Returns the name of a step in `failed_at_stage`. */
  readonly stepWord: (step: string) => string;
}

const recording: Pipeline = { plan: planRecording, stepWord: recordingStepWord };
/** A recording to its users, with its own plan. */
const auditProcess: Pipeline = { plan: planAuditProcess, stepWord: recordingStepWord };
const session: Pipeline = { plan: planSession, stepWord: recordingStepWord };
const document: Pipeline = { plan: planDocument, stepWord: documentStepWord };

const pipelines: ReadonlyMap<string, Pipeline> = new Map([
  ['recording', recording],
  ['session', session],
  ['document', document],
  ['audit-process', auditProcess],
]);

/**
 * Returns the pipeline of this name. Registrations allow only names from this list; the fallback only makes the function total.
 */
export const pipelineOf = (name: string): Pipeline => pipelines.get(name) ?? recording;
