import { DOWNLOAD, TRANSCRIBE, outputOf, type MirrorStatus } from '@throughline/contracts';
import type { Asset, RunState } from '../asset/state.js';
import { lastStartIn } from '../asset/steps/steps.js';

export interface Phase {
  readonly status: MirrorStatus;
  readonly since: string;
}

interface PhaseRule {
  readonly status: MirrorStatus;
  readonly holds: (step: string) => boolean;
}

/** Last phase first: a phase that has started stays until the next one starts (AUD-06), even while a step waits. */
const PARTS: readonly PhaseRule[] = [
  { status: 'Uploading to Drive', holds: (step) => outputOf(step) !== undefined },
  { status: 'Transcribing', holds: (step) => step === TRANSCRIBE },
  { status: 'Downloading', holds: (step) => step === DOWNLOAD },
];

/**
 * Returns the phase of a run without problems: `Processing` until its first step has started (AUD-07).
 * Steps that an earlier run has finished are not repeated, so they give no phase.
 */
export function phaseOf({ steps }: Pick<Asset, 'steps'>, { runId, startedAt }: RunState): Phase {
  for (const { status, holds } of PARTS) {
    const [first, ...more] = steps.flatMap((step) => (holds(step.step) ? (lastStartIn(step, runId) ?? []) : []));
    if (first !== undefined) return { status, since: more.reduce((one, other) => (one < other ? one : other), first) };
  }
  return { status: 'Processing', since: startedAt };
}
