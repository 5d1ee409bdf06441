import { SKIP_REASONS } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { isOpen } from '../asset/steps/steps.js';
import type { UntimedCommand } from './journey.js';

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
export type WorkerMoveKind = (typeof WORKS)[number];

interface WorkerMove {
  readonly kind: string;
  readonly pick: number;
  readonly value: number;
}
interface Target {
  readonly step: string;
  readonly attemptId: string;
}

const pickFrom = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(from.length, 1)];

function target(asset: Asset, { kind, pick }: WorkerMove): Target | undefined {
  const late = kind.startsWith('late');
  const steps = asset.steps.filter((step: StepState) => (late ? step.attempts.length > 0 : isOpen(step)));
  const step = pickFrom(steps, pick);
  const attempt = late ? step?.attempts[Math.floor(pick / 7) % step.attempts.length] : step?.attempts.at(-1);
  return step === undefined || attempt === undefined ? undefined : { step: step.step, attemptId: attempt.attemptId };
}

type OfStep = Extract<UntimedCommand, { readonly attemptId: string }>;
type WorkerCommandBuilder = (at: Target, move: WorkerMove) => OfStep;

const LATE = ['completed', 'failed', 'skipped', 'aborted'] as const;

const failCommand =
  (retryable: boolean): WorkerCommandBuilder =>
  (at, { value }) => ({ type: 'FailStep', ...at, code: 'broken', message: 'it broke', retryable, progress: value / 4 });
const interruptCommand =
  (cause: 'lease-expired' | 'shutdown'): WorkerCommandBuilder =>
  (at, { value }) => ({ type: 'InterruptStep', ...at, cause, by: 'other', progress: value / 4 });
const completeCommand: WorkerCommandBuilder = (at, { value }) => ({
  type: 'CompleteStep',
  ...at,
  result: { value },
  artifacts: [],
  metrics: {},
});

const says: Readonly<Record<Exclude<WorkerMoveKind, 'forward'>, WorkerCommandBuilder>> = {
  start: (at) => ({ type: 'StartStep', ...at, worker: 'worker-1' }),
  checkpoint: (at, { value }) => ({ type: 'CheckpointStep', ...at, data: { session: value } }),
  complete: completeCommand,
  'complete-unconfirmed': (at) => ({ type: 'CompleteStep', ...at, result: { unconfirmed: true }, artifacts: [], metrics: {} }),
  skip: (at, { pick }) => ({ type: 'SkipStep', ...at, reason: SKIP_REASONS[pick % SKIP_REASONS.length] ?? 'manual' }),
  fail: failCommand(false),
  'fail-retryable': failCommand(true),
  wait: (at, { pick, value }) => ({
    type: 'WaitStep',
    ...at,
    for: pick % 2 === 0 ? 'disk-full' : 'quota',
    message: 'waiting words',
    progress: value / 4,
    ...(pick % 4 < 2 ? {} : { checkEveryMs: 30_000 }),
  }),
  interrupt: interruptCommand('lease-expired'),
  shutdown: interruptCommand('shutdown'),
  late: (at, { value }) => ({ type: 'RecordLate', ...at, outcome: LATE[value % LATE.length] ?? 'aborted' }),
  // Also for closed attempts, besides the current one.
  'late-complete': completeCommand,
  'late-fail': failCommand(true),
};

const isWork = (kind: string): kind is WorkerMoveKind => kind === 'forward' || Object.hasOwn(says, kind);

const advanceMove = (asset: Asset, at: Target): 'start' | 'complete' =>
  asset.steps.some(({ step, phase }) => step === at.step && phase === 'running') ? 'complete' : 'start';

/** Returns the command of a worker's move in the asset's present state, or undefined if no attempt fits. */
export function workerCommandOf(asset: Asset, move: WorkerMove): UntimedCommand | undefined {
  const { kind } = move;
  const at = isWork(kind) ? target(asset, move) : undefined;
  if (!isWork(kind) || at === undefined) return undefined;
  return says[kind === 'forward' ? advanceMove(asset, at) : kind](at, move);
}
