import { DOWNLOAD, TRANSCRIBE, outputOf, type MirrorStatus } from '@throughline/contracts';
import type { Asset, RunState } from '../asset/state.js';
import { startedIn } from '../steps/steps.js';

/** How far a run has come, in a word of the page, and since when. */
export interface Phase {
  readonly status: MirrorStatus;
  readonly since: string;
}

interface Part {
  readonly status: MirrorStatus;
  readonly holds: (step: string) => boolean;
}

/** The last one first: what has begun stands until the next one begins (AUD-06), whatever a step of it waits for. */
const PARTS: readonly Part[] = [
  { status: 'Uploading to Drive', holds: (step) => outputOf(step) !== undefined },
  { status: 'Transcribing', holds: (step) => step === TRANSCRIBE },
  { status: 'Downloading', holds: (step) => step === DOWNLOAD },
];

/**
 * Where a run stands that nothing has gone wrong with: `Processing` until its first step has started (AUD-07). What an earlier run has finished
 * is not done again, and so is no phase of this one.
 */
export function phaseOf({ steps }: Pick<Asset, 'steps'>, { runId, startedAt }: RunState): Phase {
  for (const { status, holds } of PARTS) {
    const [first, ...more] = steps.flatMap((step) => (holds(step.step) ? (startedIn(step, runId) ?? []) : []));
    if (first !== undefined) return { status, since: more.reduce((one, other) => (one < other ? one : other), first) };
  }
  return { status: 'Processing', since: startedAt };
}
