import type { RunConfig } from '@throughline/contracts';
import fc from 'fast-check';
import { isPresent } from '../asset/state.js';
import type { RegisterAsset } from '../decide/register.js';
import { dueCommands } from '../decide/due.js';
import { ASKS, userCommandOf } from './user-commands.js';
import { ORIGIN } from './audit.js';
import { WORKS, workerCommandOf } from './worker-moves.js';
import { Journey, aConfig, aSource, anOutput, type UntimedCommand } from './journey.js';

/** One random action on an asset. `pick` chooses among its steps and attempts. */
export interface Move {
  readonly kind: (typeof MOVES)[number];
  readonly pick: number;
  readonly value: number;
}

const MOVES = ['register', 'provide', 'run', 'poke', ...ASKS, ...WORKS] as const;

/** Configurations with every switch, up to three outputs, and follow-ups. */
export const configs: fc.Arbitrary<RunConfig> = fc
  .record({
    trim: fc.boolean(),
    transcribe: fc.boolean(),
    topics: fc.boolean(),
    subtitles: fc.boolean(),
    upload: fc.constantFrom(true, true, false),
    tolerant: fc.boolean(),
    outputs: fc.uniqueArray(fc.constantFrom('library', 'archive', 'mirror'), { maxLength: 3 }),
    followUps: fc.uniqueArray(fc.constantFrom('thumbnail', 'playlist'), { maxLength: 2 }),
    attempts: fc.integer({ min: 1, max: 3 }),
    crashes: fc.integer({ min: 1, max: 3 }),
    budget: fc.constantFrom(undefined, 0, 4_000, 3_600_000),
  })
  .map(({ trim, transcribe, topics, subtitles, upload, tolerant, outputs, followUps, attempts, crashes, budget }) =>
    aConfig([], {
      outputs: outputs.map((name) =>
        anOutput(name, {
          type: name === 'mirror' ? 'youtube' : 'folder',
          ...(followUps.length === 0 ? {} : { follow_ups: followUps }),
        }),
      ),
      ...(upload ? {} : { auto_upload: false }),
      trimming: { enable_trimming: trim, silence_threshold: -40 },
      transcription: {
        enable_transcription: transcribe,
        enable_topics: topics,
        enable_subtitles: subtitles,
        allow_errors: tolerant,
      },
      retry: {
        max_attempts: attempts,
        backoff_ms: [1_000, 5_000],
        max_crashes: crashes,
        wait_ms: [1_000, 60_000],
        ...(budget === undefined ? {} : { budget_ms: budget }),
      },
    }),
  );

const move = (kinds: readonly Move['kind'][]): fc.Arbitrary<Move> =>
  fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(), value: fc.nat({ max: 4 }) });

/** Actions of people and workers in any order. Progress is the most frequent one, so that histories reach later states. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: move(['forward']) },
    { weight: 2, arbitrary: move(['run']) },
    { weight: 3, arbitrary: move(WORKS) },
    { weight: 2, arbitrary: move(MOVES) },
  ),
  { minLength: 5, maxLength: 70, size: 'max' },
);

/** Actions of workers only, after a run has started. */
export const workerMoves: fc.Arbitrary<readonly Move[]> = fc.array(move([...WORKS, 'forward']), {
  minLength: 1,
  maxLength: 40,
  size: 'max',
});

/** Actions of people and timers on a run, between those of workers. */
export const controlMoves: fc.Arbitrary<readonly Move[]> = fc.array(move([...ASKS, 'run', 'poke']), {
  minLength: 1,
  maxLength: 6,
});

export type Registration = Pick<RegisterAsset, 'pipeline' | 'origin'>;

const AUDIT: Registration = { pipeline: 'audit-process', origin: ORIGIN };

const registerCommand = (journey: Journey, { pick, value }: Move, item: Registration): UntimedCommand => ({
  type: 'RegisterAsset',
  assetId: journey.assetId,
  owner: 'owner-1',
  title: 'A talk',
  language: 'en',
  isMapped: value % 2 === 0,
  ...(pick % 4 === 0 ? {} : { source: aSource() }),
  ...item,
});

/** Returns the command of a move in the asset's present state, or undefined if it has no target. */
export function commandOf(journey: Journey, each: Move, config: RunConfig, item: Registration = {}): UntimedCommand | undefined {
  const asset = isPresent(journey.state) ? journey.state : undefined;
  switch (each.kind) {
    case 'register':
      return registerCommand(journey, each, item);
    case 'provide':
      return { type: 'ProvideSource', source: aSource() };
    case 'run': {
      const runId = `00000000-0000-7000-a000-${String(each.pick % 1_000).padStart(12, '0')}`;
      return { type: 'StartRun', runId, by: 'owner-1', config, configSources: {} };
    }
    case 'poke':
      return dueCommands(journey.state, { now: journey.now, by: 'ingest' })[0];
    default:
      if (asset === undefined) return undefined;
      return userCommandOf(asset, each, journey.now) ?? workerCommandOf(asset, each);
  }
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Lets a step wait, because a check seldom meets one. With `value` 0 the check comes too early. */
export function beginWait(journey: Journey, { pick, value }: Move, change = (command: UntimedCommand) => command): void {
  const command = isPresent(journey.state) ? workerCommandOf(journey.state, { kind: 'wait', pick, value }) : undefined;
  if (command !== undefined) journey.send(change(command));
  journey.later(value * MINUTE_MS);
}

/** Applies moves to an asset. Each run may use another configuration. */
export function play(journey: Journey, list: readonly Move[], choices: readonly RunConfig[], item: Registration = {}): Journey {
  for (const each of list) {
    if (each.kind === 'poke') journey.later(each.value * HOUR_MS);
    if (each.kind === 'check') beginWait(journey, each);
    if (each.kind === 'retain') journey.later(24 * HOUR_MS);
    const command = commandOf(journey, each, choices[each.pick % Math.max(choices.length, 1)] ?? aConfig(), item);
    if (command !== undefined) journey.send(command);
  }
  return journey;
}

export const historyOf = (list: readonly Move[], choices: readonly RunConfig[], item: Registration = {}): Journey =>
  play(new Journey(), list, choices, item);

const historiesOf = (item: Registration): fc.Arbitrary<Journey> =>
  fc
    .tuple(moves, fc.array(configs, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 0, 0, 1))
    .map(([list, choices, unmapped]) =>
      historyOf([{ kind: 'register', pick: 1, value: unmapped }, { kind: 'run', pick: 0, value: 0 }, ...list], choices, item),
    );

/** Random histories of recordings, with changing configurations and all actions of people and workers. */
export const histories: fc.Arbitrary<Journey> = historiesOf({});

export const auditHistories: fc.Arbitrary<Journey> = historiesOf(AUDIT);

export const sessionHistories: fc.Arbitrary<Journey> = historiesOf({ pipeline: 'session' });
