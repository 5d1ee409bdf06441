import { SKIP_REASONS } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { isOpen } from '../steps/steps.js';
import type { UntimedCommand } from './journey.js';

/** What workers say. */
export const WORKS = [
  'start',
  'checkpoint',
  'complete',
  'complete-unconfirmed',
  'skip',
  'fail-retryable',
  'fail',
  'wait',
  'interrupt',
  'shutdown',
  'late',
  'late-complete',
  'late-fail',
  'forward',
] as const;
export type Work = (typeof WORKS)[number];

interface WorkMove {
  readonly kind: string;
  readonly pick: number;
  readonly value: number;
}
interface Target {
  readonly step: string;
  readonly attemptId: string;
}

const chosen = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(from.length, 1)];

function target(asset: Asset, { kind, pick }: WorkMove): Target | undefined {
  const late = kind.startsWith('late');
  const steps = asset.steps.filter((step: StepState) => (late ? step.attempts.length > 0 : isOpen(step)));
  const step = chosen(steps, pick);
  const attempt = late ? step?.attempts[Math.floor(pick / 7) % step.attempts.length] : step?.attempts.at(-1);
  return step === undefined || attempt === undefined ? undefined : { step: step.step, attemptId: attempt.attemptId };
}

type OfStep = Extract<UntimedCommand, { readonly attemptId: string }>;
type Say = (at: Target, move: WorkMove) => OfStep;

const LATE = ['completed', 'failed', 'skipped', 'aborted'] as const;

const failing =
  (retryable: boolean): Say =>
  (at, { value }) => ({ type: 'FailStep', ...at, code: 'broken', message: 'it broke', retryable, progress: value / 4 });
const interrupting =
  (cause: 'lease-expired' | 'shutdown'): Say =>
  (at, { value }) => ({ type: 'InterruptStep', ...at, cause, by: 'other', progress: value / 4 });
const completing: Say = (at, { value }) => ({ type: 'CompleteStep', ...at, result: { value }, artifacts: [], metrics: {} });

const says: Readonly<Record<Exclude<Work, 'forward'>, Say>> = {
  start: (at) => ({ type: 'StartStep', ...at, worker: 'worker-1' }),
  checkpoint: (at, { value }) => ({ type: 'CheckpointStep', ...at, data: { session: value } }),
  complete: completing,
  'complete-unconfirmed': (at) => ({ type: 'CompleteStep', ...at, result: { unconfirmed: true }, artifacts: [], metrics: {} }),
  skip: (at, { pick }) => ({ type: 'SkipStep', ...at, reason: SKIP_REASONS[pick % SKIP_REASONS.length] ?? 'manual' }),
  fail: failing(false),
  'fail-retryable': failing(true),
  wait: (at, { pick, value }) => ({
    type: 'WaitStep',
    ...at,
    for: pick % 2 === 0 ? 'disk-full' : 'quota',
    message: 'waiting words',
    progress: value / 4,
  }),
  interrupt: interrupting('lease-expired'),
  shutdown: interrupting('shutdown'),
  late: (at, { value }) => ({ type: 'RecordLate', ...at, outcome: LATE[value % LATE.length] ?? 'aborted' }),
  // Of any attempt there ever was: the current one among them.
  'late-complete': completing,
  'late-fail': failing(true),
};

const isWork = (kind: string): kind is Work => kind === 'forward' || Object.hasOwn(says, kind);

/** Starts what is queued and completes what runs. */
const forward = (asset: Asset, at: Target): 'start' | 'complete' =>
  asset.steps.some(({ step, phase }) => step === at.step && phase === 'running') ? 'complete' : 'start';

/** What a worker's move stands for in the asset's present state, or undefined where there is no attempt that it could be about. */
export function worked(asset: Asset, move: WorkMove): UntimedCommand | undefined {
  const { kind } = move;
  const at = isWork(kind) ? target(asset, move) : undefined;
  if (!isWork(kind) || at === undefined) return undefined;
  return says[kind === 'forward' ? forward(asset, at) : kind](at, move);
}
