import type { Plan, RunConfig } from '@throughline/contracts';
import { planAuditProcess } from './audit-process.js';
import { documentStepWord, planDocument } from './document.js';
import { planRecording, recordingStepWord } from './recording.js';
import { planSession, sessionStepWord } from './session.js';

/** A kind of asset: its steps as data, and the words for them that its clients know. */
export interface Pipeline {
  /** Every step of a run with this configuration. */
  readonly plan: (config: RunConfig) => Plan;
  /** How a step is called in `failed_at_stage`. */
  readonly stepWord: (step: string) => string;
}

const recording: Pipeline = { plan: planRecording, stepWord: recordingStepWord };
/** A recording to everybody who looks, with a plan of its own. */
const auditProcess: Pipeline = { plan: planAuditProcess, stepWord: recordingStepWord };
const session: Pipeline = { plan: planSession, stepWord: sessionStepWord };
const document: Pipeline = { plan: planDocument, stepWord: documentStepWord };

/** One line for each pipeline. */
const pipelines: ReadonlyMap<string, Pipeline> = new Map([
  ['recording', recording],
  ['session', session],
  ['document', document],
  ['audit-process', auditProcess],
]);

/** The schema of registrations admits only the names listed here, so the fallback is for a total function, not for a user. */
export const pipelineOf = (name: string): Pipeline => pipelines.get(name) ?? recording;
