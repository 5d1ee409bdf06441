import { SKIP_REASONS, type RunConfig } from '@throughline/contracts';
import fc from 'fast-check';
import { isPresent, type Asset, type StepState } from '../asset/state.js';
import { isOpen } from '../steps/steps.js';
import { Journey, aConfig, aSource, type UntimedCommand } from './journey.js';

/** What somebody does to the asset next. `pick` chooses among the steps and attempts that are there. */
export interface Move {
  readonly kind: (typeof MOVES)[number];
  readonly pick: number;
  readonly value: number;
}

const MOVES = [
  'register',
  'provide',
  'run',
  'start',
  'checkpoint',
  'complete',
  'skip',
  'fail-retryable',
  'fail',
  'interrupt',
  'shutdown',
  'late',
  'forward',
] as const;

/** Configurations with every switch and up to three outputs. */
export const configs: fc.Arbitrary<RunConfig> = fc
  .record({
    trim: fc.boolean(),
    transcribe: fc.boolean(),
    topics: fc.boolean(),
    subtitles: fc.boolean(),
    outputs: fc.uniqueArray(fc.constantFrom('library', 'archive', 'mirror'), { maxLength: 3 }),
    attempts: fc.integer({ min: 1, max: 3 }),
    crashes: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ trim, transcribe, topics, subtitles, outputs, attempts, crashes }) =>
    aConfig(outputs, {
      trimming: { enable_trimming: trim, silence_threshold: -40 },
      transcription: {
        enable_transcription: transcribe,
        enable_topics: topics,
        enable_subtitles: subtitles,
        allow_errors: false,
      },
      retry: { max_attempts: attempts, backoff_ms: [1_000, 5_000], max_crashes: crashes },
    }),
  );

const move = (kinds: readonly Move['kind'][]): fc.Arbitrary<Move> =>
  fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(), value: fc.nat({ max: 4 }) });

/** What people and workers may do, in any order. Work goes forward more often than not, so that histories get somewhere. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: move(['forward']) },
    { weight: 2, arbitrary: move(['run']) },
    { weight: 3, arbitrary: move(MOVES) },
  ),
  { minLength: 5, maxLength: 70, size: 'max' },
);

/** What workers alone may do once a run has started. */
export const workerMoves: fc.Arbitrary<readonly Move[]> = fc.array(
  move([
    'start',
    'checkpoint',
    'complete',
    'skip',
    'fail-retryable',
    'fail',
    'interrupt',
    'shutdown',
    'late',
    'forward',
    'forward',
  ]),
  { minLength: 1, maxLength: 40, size: 'max' },
);

const chosen = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(from.length, 1)];

interface Target {
  readonly step: string;
  readonly attemptId: string;
}

function target(asset: Asset, { kind, pick }: Move): Target | undefined {
  const late = kind === 'late';
  const steps = asset.steps.filter((step: StepState) => (late ? step.attempts.length > 0 : isOpen(step)));
  const step = chosen(steps, pick);
  const attempt = late ? step?.attempts[Math.floor(pick / 7) % step.attempts.length] : step?.attempts.at(-1);
  return step === undefined || attempt === undefined ? undefined : { step: step.step, attemptId: attempt.attemptId };
}

type OfStep = Extract<UntimedCommand, { readonly attemptId: string }>;

const LATE = ['completed', 'failed', 'skipped', 'aborted'] as const;

/** Starts what is queued and completes what runs. */
const forward = (asset: Asset, at: Target): 'start' | 'complete' =>
  asset.steps.some(({ step, phase }) => step === at.step && phase === 'running') ? 'complete' : 'start';

type StepMove = Exclude<Move['kind'], 'register' | 'provide' | 'run' | 'forward'>;
type Say = (at: Target, move: Move) => OfStep;

const failing =
  (retryable: boolean): Say =>
  (at, { value }) => ({ type: 'FailStep', ...at, code: 'broken', message: 'it broke', retryable, progress: value / 4 });
const interrupting =
  (cause: 'lease-expired' | 'shutdown'): Say =>
  (at, { value }) => ({ type: 'InterruptStep', ...at, cause, by: 'other', progress: value / 4 });

const stepCommands: Readonly<Record<StepMove, Say>> = {
  start: (at) => ({ type: 'StartStep', ...at, worker: 'worker-1' }),
  checkpoint: (at, { value }) => ({ type: 'CheckpointStep', ...at, data: { session: value } }),
  complete: (at, { value }) => ({ type: 'CompleteStep', ...at, result: { value }, artifacts: [], metrics: {} }),
  skip: (at, { pick }) => ({ type: 'SkipStep', ...at, reason: SKIP_REASONS[pick % SKIP_REASONS.length] ?? 'manual' }),
  fail: failing(false),
  'fail-retryable': failing(true),
  interrupt: interrupting('lease-expired'),
  shutdown: interrupting('shutdown'),
  late: (at, { value }) => ({ type: 'RecordLate', ...at, outcome: LATE[value % LATE.length] ?? 'aborted' }),
};

/** The command that a move stands for in the asset's present state, or undefined where there is nothing to do it to. */
export function commandOf(journey: Journey, each: Move, config: RunConfig): UntimedCommand | undefined {
  switch (each.kind) {
    case 'register':
      return {
        type: 'RegisterAsset',
        assetId: journey.assetId,
        owner: 'owner-1',
        title: 'A talk',
        language: 'en',
        isMapped: each.value % 2 === 0,
        ...(each.pick % 4 === 0 ? {} : { source: aSource() }),
      };
    case 'provide':
      return { type: 'ProvideSource', source: aSource() };
    case 'run': {
      const runId = `00000000-0000-7000-a000-${String(each.pick % 1_000).padStart(12, '0')}`;
      return { type: 'StartRun', runId, by: 'owner-1', config, configSources: {} };
    }
    default: {
      const asset = isPresent(journey.state) ? journey.state : undefined;
      const at = asset === undefined ? undefined : target(asset, each);
      if (asset === undefined || at === undefined) return undefined;
      return stepCommands[each.kind === 'forward' ? forward(asset, at) : each.kind](at, each);
    }
  }
}

/** The history that a list of moves gives. Each run may have another of the configurations. */
export function historyOf(list: readonly Move[], choices: readonly RunConfig[]): Journey {
  const journey = new Journey();
  for (const each of list) {
    const command = commandOf(journey, each, choices[each.pick % Math.max(choices.length, 1)] ?? aConfig());
    if (command !== undefined) journey.send(command);
  }
  return journey;
}

/** Whole random histories: registered at some time, runs with changing configurations, workers that do everything that workers do. */
export const histories: fc.Arbitrary<Journey> = fc
  .tuple(moves, fc.array(configs, { minLength: 1, maxLength: 3 }))
  .map(([list, choices]) =>
    historyOf([{ kind: 'register', pick: 1, value: 0 }, { kind: 'run', pick: 0, value: 0 }, ...list], choices),
  );
