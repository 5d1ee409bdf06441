import { DOWNLOAD, TRANSCRIBE, type MirrorStatus } from '@throughline/contracts';
import type { Asset, RunState, StepState } from '../asset/state.js';

/** How far a run has come, in a word of the page, and since when. */
export interface Phase {
  readonly status: MirrorStatus;
  readonly since: string;
}

interface Part {
  readonly status: MirrorStatus;
  readonly holds: (step: StepState) => boolean;
}

/** The last one first: what has begun stands until the next one begins (AUD-06), whatever a step of it waits for. */
const PARTS: readonly Part[] = [
  { status: 'Uploading to Drive', holds: ({ kind }) => kind === 'delivery' },
  { status: 'Transcribing', holds: ({ step }) => step === TRANSCRIBE },
  { status: 'Downloading', holds: ({ step }) => step === DOWNLOAD },
];

/** What an earlier run has finished is not done again, and so is no phase of this one. */
const hasStartedIn =
  ({ runId }: RunState) =>
  ({ attempts }: StepState): boolean =>
    attempts.some((attempt) => attempt.runId === runId && attempt.started === true);

/** One that looks again and again for something has waited since its first look. */
const since = (step: StepState): string => step.startedAt ?? step.waiting?.since ?? step.changedAt;

const earliest = (times: readonly string[]): string | undefined =>
  times.reduce<string | undefined>((first, time) => (first === undefined || time < first ? time : first), undefined);

/** Where a run stands that nothing has gone wrong with. `Processing` until its first step has started (AUD-07). */
export function phaseOf(asset: Asset, run: RunState): Phase {
  const started = asset.steps.filter(hasStartedIn(run));
  for (const { status, holds } of PARTS) {
    const begun = earliest(started.filter(holds).map(since));
    if (begun !== undefined) return { status, since: begun };
  }
  return { status: 'Processing', since: run.startedAt };
}
