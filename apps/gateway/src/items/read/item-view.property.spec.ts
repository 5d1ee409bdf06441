import { newId, type Progress } from '@throughline/contracts';
import { foldCommit, foldPersonal, initialPersonal, initialState, isPresent } from '@throughline/domain';
import type { Asset, Liveness, PersonalData } from '@throughline/domain';
import { aServer, histories, type Journey } from '@throughline/domain/testing';
import { parseRevision } from '@throughline/event-store';
import { ManualClock } from '@throughline/messaging/testing';
import fc from 'fast-check';
import { Forecasts } from '../estimates/forecasts.js';
import { constructedLives } from '../../testing/constructed-items.js';
import { aQuarantine } from '../../testing/memory-rows.js';
import { LiveProgress } from '../../workers/live-progress.js';
import type { ItemSnapshot } from './item-loader.js';
import { ItemView, isMoving } from './item-view.js';

const ID = newId();
const library = aServer();
const LEASE = { v: 1, worker: 'w', termMs: 1_000, state: 'held', startedAt: '2026-01-01T00:00:00.000Z' } as const;
const LIVENESS: readonly Liveness[] = ['alive', 'stalled', 'unknown'];

/** Returns every state of a history as rows give it: equal states are the same object. */
function statesOf({ commits }: Journey): readonly { readonly asset: Asset; readonly personal: PersonalData }[] {
  let [state, personal] = [initialState, initialPersonal];
  return commits.flatMap((recorded) => {
    state = foldCommit(state, recorded);
    personal = recorded.commit.events.reduce(foldPersonal, personal);
    return isPresent(state) ? [{ asset: state, personal }] : [];
  });
}

describe('an item that is rendered from the cache', () => {
  /** Inputs that change without a commit, set by the spec. */
  const world = { now: 0, liveness: 'alive' as Liveness, workers: 1 };
  const clock = new ManualClock();
  const live = new LiveProgress();
  const rows = {
    durations: () => Promise.resolve(new Map()),
    places: () => Promise.resolve(new Map()),
    running: () => Promise.resolve([]),
    transcriptions: () => Promise.resolve([]),
  };
  const forecasts = new Forecasts({
    rows,
    clock,
    workers: {
      laneOf: () => ({ state: 'served', workers: world.workers, concurrency: world.workers, busy: 1 }),
      get version() {
        return world.workers;
      },
    },
    now: () => new Date(world.now),
    onProblem: (error) => {
      throw error;
    },
  });
  const open = (): ItemView =>
    new ItemView({
      live,
      stalls: { livenessOf: () => world.liveness },
      libraries: { refresh: () => Promise.resolve(library), known: () => library },
      rows: { withContent: () => Promise.resolve(undefined) },
      forecasts,
      names: { learn: () => Promise.resolve(), known: () => 'Ada' },
      missingCopies: { learn: () => Promise.resolve(), keyFor: () => undefined },
      basePath: '',
    });
  const snapshotOf = (of: { asset: Asset; personal: PersonalData }, more: Partial<ItemSnapshot> = {}): ItemSnapshot => ({
    id: ID,
    ...of,
    revision: parseRevision('7'),
    held: undefined,
    duplicateOf: undefined,
    ...more,
  });
  const beat = ({ assetId, steps }: Asset, fraction: number): void => {
    for (const { step, phase, attempts } of steps) {
      const attemptId = attempts.at(-1)?.attemptId;
      if (phase !== 'running' || attemptId === undefined) continue;
      const progress: Progress = { fraction };
      live.record({ ...LEASE, assetId, step, attemptId, progress });
    }
  };

  it('always equals the item rendered without a cache, whatever has changed', () => {
    const kept = open();
    let moving = 0;
    const turn = fc.record({
      nth: fc.nat(1_000),
      seconds: fc.nat(400),
      fraction: fc.double({ min: 0, max: 1, noNaN: true }),
      liveness: fc.constantFrom(...LIVENESS),
      workers: fc.nat(3),
      held: fc.constantFrom(undefined, aQuarantine('quarantined'), aQuarantine('needs-upgrade')),
      retitled: fc.boolean(),
    });
    fc.assert(
      fc.property(histories, fc.array(turn, { minLength: 1, maxLength: 6 }), (history, turns) => {
        const states = statesOf(history);
        for (const { nth, seconds, fraction, liveness, workers, held, retitled } of turns) {
          const state = states[nth % states.length];
          if (state === undefined) continue;
          world.now = Date.parse(state.asset.updatedAt) + seconds * 1_000;
          world.liveness = liveness;
          world.workers = workers;
          beat(state.asset, fraction);
          const personal = retitled ? { ...state.personal, title: `Title ${String(nth)}` } : state.personal;
          const recording = snapshotOf({ asset: state.asset, personal }, { held });
          if (isMoving(recording.asset)) moving += 1;
          expect(kept.render(recording)).toEqual(open().render({ ...recording, asset: structuredClone(state.asset) }));
        }
      }),
      {
        numRuns: 150,
        examples: constructedLives().map((life): [Journey, never[]] => [life, []]),
      },
    );
    expect(moving).toBeGreaterThan(100);
  }, 120_000);

  it('is one object for all readers of a moment, also while it changes by the clock', () => {
    const state = constructedLives()
      .flatMap(statesOf)
      .find(({ asset }) => isMoving(asset));
    if (state === undefined) throw new Error('No life is in progress');
    const [view, recording] = [open(), snapshotOf(state)];
    world.now = Math.ceil(Date.parse(state.asset.updatedAt) / 1_000) * 1_000;
    const item = view.render(recording);
    world.now += 249;
    expect(view.render(recording)).toBe(item);
    world.now += 1;
    expect(view.render(recording)).not.toBe(item);
  });

  it('has its actions decided once for a state, and again for the next', () => {
    const [first, second] = constructedLives().flatMap(statesOf).slice(-2);
    if (first === undefined || second === undefined) throw new Error('The life is too short');
    const view = open();
    const before = view.render(snapshotOf(first)).allowed_actions;
    expect(view.render(snapshotOf(first, { revision: parseRevision('8') })).allowed_actions).toBe(before);
    expect(view.render(snapshotOf(second)).allowed_actions).not.toBe(before);
  });
});
