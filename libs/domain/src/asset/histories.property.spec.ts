import {
  OUTPUT_STATUSES,
  RECORDING_STATUSES,
  SKIP_REASONS,
  STAGE_STATUSES,
  commitCodec,
  newDataKey,
  type AssetEvent,
  type AssetEventType,
} from '@throughline/contracts';
import { aCommit, testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { ACTIONS } from '../kinds/allowed-actions.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { decide } from '../decide/decide.js';
import { failureOf } from '../status/failure.js';
import { statusFacts } from '../status/facts.js';
import { statusOf } from '../status/render-status.js';
import { RUNTIME } from '../status/runtime.js';
import { nextSteps } from './steps/next-steps.js';
import { heldOutputs } from './steps/review.js';
import { fatalStep, isRunActive } from './steps/run.js';
import { currentAttempt, isOpen, isUnconfirmed } from './steps/steps.js';
import { isWaitingUnsent } from './steps/waiting.js';
import type { Journey } from '../testing/journey.js';
import { histories } from '../testing/random-history.js';
import { renderRecording, type RecordingItem } from '../kinds/views/recording.js';
import { evolve } from './evolve.js';
import { fold, foldCommit } from './fold.js';
import { initialState, isPresent, type Asset, type AssetState, type StepIn, type StepPhase, type StepState } from './state.js';

/** Generated once for all laws. */
const journeys = fc.sample(histories, testDepth.isFull ? 2_000 : 500);
/** The samples of this seed show every case that the first test names. */
const KNOWN = { numRuns: 500, seed: 8 };

const throughJson = (state: AssetState): AssetState => JSON.parse(JSON.stringify(state)) as AssetState;
const asset = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has no asset');
  return state;
};
const items = new Map(journeys.map((journey) => [journey, renderRecording(journey.state, journey.personal)]));
const item = (journey: Journey): RecordingItem => {
  const rendered = items.get(journey);
  if (rendered === undefined) throw new Error('The journey has no item');
  return rendered;
};

interface Moment {
  readonly before: AssetState;
  readonly event: AssetEvent;
  readonly after: AssetState;
}
function replay({ commits }: Journey): readonly Moment[] {
  let state: AssetState = initialState;
  return commits.flatMap(({ assetId, commit }) =>
    commit.events.map((event) => {
      const before = state;
      state = evolve(before, event, { assetId, at: commit.at });
      return { before, event, after: state };
    }),
  );
}

const replayed = new Map(journeys.map((journey) => [journey, replay(journey)]));
const moments = (journey: Journey): readonly Moment[] => replayed.get(journey) ?? [];

const breaking = (law: (journey: Journey) => boolean): readonly number[] =>
  journeys.flatMap((journey, index) => (law(journey) ? [] : [index]));

const WAITS = { waiting: true, waitedSince: true } as const;
const SHARED: Readonly<Record<keyof StepState, true>> = {
  step: true,
  kind: true,
  output: true,
  phase: true,
  attempts: true,
  failures: true,
  crashes: true,
  reached: true,
  workedMs: true,
  checkpointed: true,
  checkpoints: true,
  addedAt: true,
  queue: true,
  changedAt: true,
  delivered: true,
  isForeign: true,
  deliveredAt: true,
  deliveredWith: true,
  deliveredTexts: true,
  again: true,
  artifacts: true,
};
/** The compiler compares these lists with the types, and a law compares them with the states. */
const OF_PHASE: { readonly [P in StepPhase]: Readonly<Record<Exclude<keyof StepIn<P>, keyof StepState>, true>> } = {
  pending: {
    progress: true,
    scheduledAt: true,
    startedAt: true,
    worker: true,
    endedAt: true,
    firstFailedAt: true,
    error: true,
    retryAt: true,
    ...WAITS,
  },
  scheduled: { ...WAITS, scheduledAt: true, progress: true, notBefore: true, firstFailedAt: true, error: true },
  running: { ...WAITS, startedAt: true, worker: true, progress: true, scheduledAt: true, firstFailedAt: true },
  completed: {
    progress: true,
    endedAt: true,
    result: true,
    metrics: true,
    scheduledAt: true,
    startedAt: true,
    worker: true,
    firstFailedAt: true,
    superseded: true,
    heardAs: true,
  },
  failed: {
    endedAt: true,
    error: true,
    progress: true,
    scheduledAt: true,
    startedAt: true,
    worker: true,
    firstFailedAt: true,
  },
  skipped: { endedAt: true, skipReason: true, startedAt: true, error: true },
};

describe('any history of an asset', () => {
  it('gives a step only the fields of its phase', () => {
    const hasOnlyItsFields = (step: StepState): boolean =>
      Object.keys(step).every((key) => key in SHARED || key in OF_PHASE[step.phase]);
    expect(
      breaking((journey) => moments(journey).every(({ after }) => !isPresent(after) || after.steps.every(hasOnlyItsFields))),
    ).toEqual([]);
  });

  it('is sampled hundreds of times, with every event and every status', () => {
    const known = fc.sample(histories, KNOWN);
    const events = new Set<AssetEventType>(known.flatMap((journey) => journey.events.map(({ type }) => type)));
    for (const type of ['PauseRequested', 'Resumed', 'RunCancelled', 'AssetReset', 'AssetDeleted', 'AssetRestored'] as const)
      expect(events).toContain(type);
    for (const type of [
      'AssetErased',
      'AssetExpired',
      'StepWaiting',
      'CheckRequested',
      'PublishRequested',
      'DeliverySettled',
      'RunRolledBack',
      'LateResultIgnored',
    ] as const)
      expect(events).toContain(type);
    expect(new Set(known.flatMap(({ statuses }) => statuses))).toEqual(new Set(RECORDING_STATUSES));
  });

  it('folds to the same state at once, commit by commit, and from a stored state', () => {
    journeys.forEach(({ commits, state }, index) => {
      const at = index % Math.max(commits.length, 1);
      const stored = throughJson(fold(commits.slice(0, at)));
      const onwards = commits.slice(at).reduce((before, commit) => foldCommit(before, commit), stored);
      const expected = JSON.stringify(throughJson(state));
      expect(JSON.stringify(fold(commits))).toBe(expected);
      expect(JSON.stringify(onwards)).toBe(expected);
    });
  });

  it('folds to the same state after its commits were encoded, stored and decoded', () => {
    const key = newDataKey();
    for (const journey of journeys.slice(0, 300)) {
      const stored = journey.commits.map(({ assetId, commit }) => ({
        assetId,
        commit: commitCodec.decode(
          assetId,
          commitCodec.encode(assetId, aCommit(commit.events, { at: commit.at }), key),
          undefined,
        ),
      }));
      expect(fold(stored)).toEqual(journey.state);
    }
  });

  it('AGG-01, STG-02: uses only defined statuses, each given by a rule', () => {
    const actions: readonly string[] = ACTIONS;
    expect(
      breaking((journey) => {
        const { processing_stages, outputs, status, allowed_actions } = item(journey);
        return [
          journey.statuses.every((each) => RECORDING_STATUSES.includes(each)),
          processing_stages.every((stage) => STAGE_STATUSES.includes(stage.status)),
          processing_stages.every(({ skip_reason }) => skip_reason === null || SKIP_REASONS.includes(skip_reason)),
          outputs.every((output) => OUTPUT_STATUSES.includes(output.status)),
          outputs.every(({ follow_ups }) => follow_ups.every((each) => STAGE_STATUSES.includes(each.status))),
          allowed_actions.every(({ action }) => actions.includes(action)),
          statusOf(statusFacts(journey.state))?.status === status,
        ].every(Boolean);
      }),
    ).toEqual([]);
  });

  it('STG-03, U16: has one state for each step, one open attempt for each open step, and its newest attempt is the current one', () => {
    expect(
      breaking((journey) => {
        const { steps } = asset(journey);
        return (
          new Set(steps.map(({ step }) => step)).size === steps.length &&
          steps.every((step) => {
            const numbers = step.attempts.map(({ number }) => number);
            const open = step.attempts.filter(({ end }) => end === undefined);
            return (
              open.length === (isOpen(step) ? 1 : 0) &&
              currentAttempt(step) === open[0] &&
              numbers.every((number, index) => number > (numbers[index - 1] ?? 0)) &&
              (step.phase !== 'completed' || step.attempts.at(-1)?.end === 'completed')
            );
          })
        );
      }),
    ).toEqual([]);
  });

  it('starts no work before its source has arrived, whatever was skipped by hand', () => {
    expect(
      breaking((journey) =>
        moments(journey).every(
          ({ event, after }) =>
            event.type !== 'StepScheduled' ||
            event.data.step === 'DOWNLOAD' ||
            (isPresent(after) && after.steps.some(({ step, phase }) => step === 'DOWNLOAD' && phase === 'completed')),
        ),
      ),
    ).toEqual([]);
  });

  it('RUN-17, UPL-12: neither queues nor starts anything during a pause', () => {
    expect(
      breaking((journey) =>
        moments(journey).every(
          ({ before, event, after }) =>
            !isPresent(before) ||
            !isPresent(after) ||
            before.pause === undefined ||
            after.pause === undefined ||
            (event.type !== 'StepScheduled' &&
              event.type !== 'StepStarted' &&
              !after.steps.some(({ phase }) => phase === 'scheduled')),
        ),
      ),
    ).toEqual([]);
  });

  it('has no open attempts after a cancel, a reset, a deletion or a rollback', () => {
    const ends = new Set<AssetEventType>(['RunCancelled', 'AssetReset', 'AssetDeleted', 'RunRolledBack']);
    expect(
      breaking((journey) =>
        moments(journey).every(({ event, after }) => !ends.has(event.type) || (isPresent(after) && !after.steps.some(isOpen))),
      ),
    ).toEqual([]);
  });

  it('RUN-24, RUN-25: shows DOWNLOADING, PROCESSING and UPLOADING only during an active run, and allows a pause only then', () => {
    expect(
      breaking((journey) => {
        const { is_runtime, can_pause, on_pause, run, status } = item(journey);
        const active = run?.active === true;
        return (!is_runtime || active) && (!on_pause || active) && can_pause === (RUNTIME.has(status) && active && !on_pause);
      }),
    ).toEqual([]);
  });

  it('schedules every step that may start, and rolls a failed run back once nothing runs', () => {
    expect(
      breaking((journey) => {
        const state = asset(journey);
        const running = state.steps.some(({ phase }) => phase === 'running');
        return (
          nextSteps(state).length === 0 &&
          (fatalStep(state) === undefined || running) &&
          (state.pause !== undefined || isRunActive(state) === state.steps.some(isOpen))
        );
      }),
    ).toEqual([]);
  });

  it('FLR-18, UPL-10: changes an uploaded output of its library only by a reset, or if a person gives up an unconfirmed one', () => {
    const by = new Set<AssetEventType>(['AssetReset', 'DeliverySettled']);
    const deliveries = (state: AssetState): readonly StepState[] =>
      isPresent(state) ? state.steps.filter(({ kind }) => kind === 'delivery') : [];
    expect(
      breaking((journey) =>
        moments(journey).every(({ before, event, after }) => {
          const now = new Map(deliveries(after).map(({ step, phase }) => [step, phase]));
          return (
            by.has(event.type) ||
            deliveries(before).every(
              (one) =>
                one.phase !== 'completed' ||
                one.isForeign === true ||
                now.get(one.step) === 'completed' ||
                (event.type === 'StepSkipped' && isUnconfirmed(one)),
            )
          );
        }),
      ),
    ).toEqual([]);
  });

  it('UPL-10: remembers the delivery of an output of its library over runs and resets, until a person has not found it', () => {
    const given = (state: AssetState): readonly StepState[] =>
      isPresent(state) ? state.steps.filter(({ delivered }) => delivered !== undefined) : [];
    expect(
      breaking((journey) =>
        moments(journey).every(({ before, event, after }) => {
          const now = new Set(given(after).map(({ step }) => step));
          return (
            event.type === 'DeliverySettled' || given(before).every(({ step, isForeign }) => isForeign === true || now.has(step))
          );
        }),
      ),
    ).toEqual([]);
  });

  it('AGG-16: shows UPLOADED only if no upload follows automatically, or nothing was sent of one that waits, and UPLOADING only after a delivery has started', () => {
    expect(
      breaking((journey) => {
        const first = journey.events.findIndex((event) => event.type === 'StepStarted' && event.data.step.startsWith('deliver:'));
        const early = journey.statuses.slice(0, first < 0 ? undefined : first).includes('UPLOADING');
        const { run, outputs, status } = item(journey);
        const heldUp = asset(journey)
          .steps.filter(isWaitingUnsent)
          .map(({ output }) => output?.name ?? '');
        const held = [...heldOutputs(asset(journey)), ...heldUp];
        const waits = outputs.some(
          (output) => output.status === 'UPLOADING' || (output.status === 'PENDING' && !held.includes(output.id)),
        );
        return !early && !(status === 'UPLOADED' && run?.active === true && waits);
      }),
    ).toEqual([]);
  });

  it('FLR-08, FLR-11: is failed only after a rollback or if all outputs failed, and never during an active run', () => {
    expect(
      breaking((journey) => {
        const state = asset(journey);
        if (failureOf(state) === undefined) return true;
        const outputs = state.steps.filter(({ kind, phase }) => kind === 'delivery' && phase !== 'skipped');
        const allFailed = outputs.length > 0 && outputs.every(({ phase }) => phase === 'failed');
        return !isRunActive(state) && (state.run?.rollback !== undefined || allFailed);
      }),
    ).toEqual([]);
  });

  it('gives every event an audit line without personal data', () => {
    expect(
      breaking((journey) =>
        moments(journey).every(
          ({ before, event, after }) => !/A talk|it broke|words|undefined/u.test(auditLine(before, event, after).message),
        ),
      ),
    ).toEqual([]);
    expect(breaking(({ state }) => !/A talk|it broke|words/u.test(JSON.stringify(state)))).toEqual([]);
  });

  it('U2: reports each action as allowed exactly if deciding it would do something, otherwise with code and way out', () => {
    expect(
      breaking((journey) =>
        item(journey).allowed_actions.every(({ allowed, code, reason, try_instead }) =>
          allowed ? code === null : code !== null && reason !== null && try_instead !== null,
        ),
      ),
    ).toEqual([]);
    expect(
      breaking((journey) => {
        const asks = { by: 'somebody', now: journey.now } as const;
        const can = (action: string): boolean =>
          item(journey).allowed_actions.some((each) => each.action === action && each.allowed);
        return (
          [
            ['pause', { type: 'PauseRun', ...asks }],
            ['cancel', { type: 'CancelRun', ...asks }],
            ['reset', { type: 'ResetAsset', ...asks }],
            ['unstick', { type: 'UnstickRun', ...asks, then: 'retry' }],
            ['delete', { type: 'DeleteAsset', ...asks, expiresAt: '2030-01-01T00:00:00Z' }],
            ['restore', { type: 'RestoreAsset', ...asks }],
          ] as const
        ).every(([action, command]) => {
          const decision = decide(journey.state, command);
          return can(action) === ('events' in decision && decision.events.length > 0);
        });
      }),
    ).toEqual([]);
  });
});
