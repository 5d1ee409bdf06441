import { MIRROR_STATUSES, type AssetEvent, type MirrorStatus } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { isContentGone } from '../asset/content.js';
import { foldCommit } from '../asset/fold.js';
import { foldPersonal, initialPersonal, type Personal } from '../asset/personal.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { renderStatus } from '../status/render-status.js';
import { isUnconfirmed } from '../steps/steps.js';
import { ORIGIN } from '../testing/audit.js';
import type { Journey } from '../testing/journey.js';
import { auditHistories, histories } from '../testing/random-history.js';
import { mirrorOf, type MirrorView } from './mirror-of.js';
import { missingTranscription } from './outcome.js';

const SEED = 20_261_120;
const journeys = fc.sample(auditHistories, { numRuns: testDepth.runs(800), seed: SEED });

/** What is to be shown after a commit: no page is ever shown a part of one. */
interface Moment {
  readonly events: readonly AssetEvent[];
  readonly state: AssetState;
  readonly personal: Personal;
  readonly view: MirrorView | undefined;
}

function moments({ commits }: Journey): readonly Moment[] {
  let state: AssetState = initialState;
  let personal = initialPersonal;
  return commits.map((recorded) => {
    const { events } = recorded.commit;
    state = foldCommit(state, recorded);
    personal = events.reduce(foldPersonal, personal);
    return { events, state, personal, view: mirrorOf(state, { personal }) };
  });
}

const all = journeys.map(moments);

/** The histories that break a law, by their number in the sample. */
const breaking = (law: (list: readonly Moment[]) => boolean): readonly number[] =>
  all.flatMap((list, index) => (law(list) ? [] : [index]));

const place = (status: MirrorStatus): number => MIRROR_STATUSES.indexOf(status);
/** More is to be delivered than was, or again: a person has asked for it, or has found that it did not arrive. */
const BACK: ReadonlySet<AssetEvent['type']> = new Set<AssetEvent['type']>([
  'RunExtended',
  'RedeliveryRequested',
  'DeliverySettled',
]);

/** Of the same run, and nothing went wrong between: it goes on in the order of AUD-06. */
const goesOn = (before: MirrorView | undefined, { view, events }: Moment): boolean => {
  if (before === undefined || view === undefined || before.runAt !== view.runAt) return true;
  if (before.status === 'Error' || view.status === 'Error' || events.some(({ type }) => BACK.has(type))) return true;
  return place(view.status) >= place(before.status);
};

describe('what a page shows of any history of its video', () => {
  // A tenth of the samples need not hold everything.
  if (testDepth.isFull)
    it('is looked at in samples that hold every word, every kind of error and every event that could take one back', () => {
      const views = all.flat();
      expect(new Set(views.flatMap(({ view }) => view?.status ?? []))).toEqual(new Set(MIRROR_STATUSES));
      for (const text of ['cancelled', 'deleted', 'reset', 'it broke', 'is not known', 'no engine', 'did not arrive'])
        expect(views.some(({ view }) => view?.error?.includes(text) === true)).toBe(true);
      const events = new Set(views.flatMap(({ events: list }) => list.map(({ type }) => type)));
      for (const type of ['RunExtended', 'DeliverySettled', 'RunRolledBack', 'AssetErased'] as const)
        expect(events).toContain(type);
    });

  it('is a word of AUD-01 from its run on, until its content is gone', () => {
    expect(
      breaking((list) =>
        list.every(({ state, view }) => {
          if (!isPresent(state)) return view === undefined;
          const isShown = (state.run ?? state.configured) !== undefined && !isContentGone(state);
          return isShown ? view !== undefined && MIRROR_STATUSES.includes(view.status) : view === undefined;
        }),
      ),
    ).toEqual([]);
  });

  it('has a text with Error alone, of at most 2,000 characters, and final properties with Complete alone', () => {
    expect(
      breaking((list) =>
        list.every(
          ({ view }) =>
            view === undefined ||
            ((view.status === 'Error') === (view.error !== undefined && view.error.length <= 2_000) &&
              (view.status === 'Complete') === (view.final !== undefined)),
        ),
      ),
    ).toEqual([]);
  });

  it('AUD-06: never goes back in a run, except through Error', () => {
    expect(breaking((list) => list.every((moment, index) => goesOn(list[index - 1]?.view, moment)))).toEqual([]);
  });

  it('is Complete exactly when the recording is READY, and nobody has to look whether it is', () => {
    expect(
      breaking((list) =>
        list.every(({ state, view }) => {
          if (!isPresent(state) || view === undefined) return true;
          if (state.steps.every(({ kind, phase }) => kind !== 'delivery' || phase === 'skipped')) return true;
          const isSure = !state.steps.some(isUnconfirmed) && missingTranscription(state) === undefined;
          return (view.status === 'Complete') === (renderStatus(state) === 'READY' && isSure);
        }),
      ),
    ).toEqual([]);
  });

  it('begins with its run, and is never older', () => {
    expect(breaking((list) => list.every(({ view }) => view === undefined || view.since >= view.runAt))).toEqual([]);
  });

  it('does not depend on whether its state was stored and read again', () => {
    expect(
      breaking((list) =>
        list.every(({ state, personal, view }) => {
          const stored = JSON.parse(JSON.stringify(state)) as AssetState;
          return JSON.stringify(mirrorOf(stored, { personal })) === JSON.stringify(view);
        }),
      ),
    ).toEqual([]);
  });

  it('does not depend on what is said of a stall of a step that is not at work', () => {
    expect(
      breaking((list) =>
        list.every(({ state, personal, view }) => {
          const idle = isPresent(state) ? state.steps.filter(({ phase }) => phase !== 'running') : [];
          const stalled = idle.map(({ step, changedAt }) => ({ step, since: changedAt }));
          return JSON.stringify(mirrorOf(state, { personal, stalled })) === JSON.stringify(view);
        }),
      ),
    ).toEqual([]);
  });

  it('AUD-13: is nothing where it came from no page, and of another pipeline follows the same laws', () => {
    for (const { state, personal } of fc.sample(histories, { numRuns: 300, seed: SEED })) {
      expect(mirrorOf(state, { personal })).toBeUndefined();
      const view = isPresent(state) ? mirrorOf({ ...state, origin: ORIGIN }, { personal }) : undefined;
      if (view !== undefined) expect(MIRROR_STATUSES).toContain(view.status);
    }
  });
});
