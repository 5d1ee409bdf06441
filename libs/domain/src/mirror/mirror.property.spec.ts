import { MIRROR_STATUSES, type AssetEvent, type MirrorStatus } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { isContentGone } from '../asset/content.js';
import { foldCommit } from '../asset/fold.js';
import { foldPersonal, initialPersonal, type PersonalData } from '../asset/personal.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { renderStatus } from '../status/render-status.js';
import { isUnconfirmed } from '../asset/steps/steps.js';
import { anAudit, DRIVE, ORIGIN } from '../testing/audit.js';
import type { Journey } from '../testing/journey.js';
import { auditHistories, histories } from '../testing/random-history.js';
import { renderMirrorView, type MirrorView } from './mirror-view.js';
import { findMissingTranscription } from './outcome.js';

/** Random histories seldom have no engine. */
function withoutEngine(): Journey {
  const journey = anAudit().through('DOWNLOAD');
  journey.start('TRANSCRIBE');
  journey.skip('TRANSCRIBE', { reason: 'no_engine' });
  return journey.through(DRIVE);
}

const journeys = [withoutEngine(), ...fc.sample(auditHistories, testDepth.runs(1_600))];
/** The samples of this seed show every other case that the first test names. */
const KNOWN = { numRuns: 1_600, seed: 3 };

/** The view after a commit. A page never shows a part of a commit. */
interface Moment {
  readonly events: readonly AssetEvent[];
  readonly state: AssetState;
  readonly personal: PersonalData;
  readonly view: MirrorView | undefined;
}

function moments({ commits }: Journey): readonly Moment[] {
  let state: AssetState = initialState;
  let personal = initialPersonal;
  return commits.map((recorded) => {
    const { events } = recorded.commit;
    state = foldCommit(state, recorded);
    personal = events.reduce(foldPersonal, personal);
    return { events, state, personal, view: renderMirrorView(state, { personal }) };
  });
}

const all = journeys.map(moments);

const breaking = (law: (list: readonly Moment[]) => boolean): readonly number[] =>
  all.flatMap((list, index) => (law(list) ? [] : [index]));

const place = (status: MirrorStatus): number => MIRROR_STATUSES.indexOf(status);
/** Events after which there is more to deliver than before: a person asked for it, or did not find a delivery. */
const BACK: ReadonlySet<AssetEvent['type']> = new Set<AssetEvent['type']>([
  'RunExtended',
  'RedeliveryRequested',
  'DeliverySettled',
]);

/** Returns true if the run is the same and nothing went wrong in between: the order of AUD-06 applies. */
const hasNotGoneBack = (before: MirrorView | undefined, { view, events }: Moment): boolean => {
  if (before === undefined || view === undefined || before.runAt !== view.runAt) return true;
  if (before.status === 'Error' || view.status === 'Error' || events.some(({ type }) => BACK.has(type))) return true;
  return place(view.status) >= place(before.status);
};

describe('the page view of any history', () => {
  // To draw them takes seconds.
  if (testDepth.isFull)
    it('is sampled with every status, every kind of error and every event that could revert one', () => {
      const views = [withoutEngine(), ...fc.sample(auditHistories, KNOWN)].flatMap(moments);
      expect(new Set(views.flatMap(({ view }) => view?.status ?? []))).toEqual(new Set(MIRROR_STATUSES));
      for (const text of ['cancelled', 'deleted', 'reset', 'it broke', 'is unconfirmed', 'no engine', 'was not delivered'])
        expect({ text, isFound: views.some(({ view }) => view?.error?.includes(text) === true) }).toEqual({
          text,
          isFound: true,
        });
      const events = new Set(views.flatMap(({ events: list }) => list.map(({ type }) => type)));
      for (const type of ['RunExtended', 'DeliverySettled', 'RunRolledBack', 'AssetErased'] as const)
        expect(events).toContain(type);
    });

  it('has a status of AUD-01 from its run on, until its content is gone', () => {
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

  it('has a text only with Error, of at most 2,000 characters, and final properties only with Complete', () => {
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

  it('AUD-06: never goes back within a run, except through Error', () => {
    expect(breaking((list) => list.every((moment, index) => hasNotGoneBack(list[index - 1]?.view, moment)))).toEqual([]);
  });

  it('is Complete exactly when the recording is READY and no person needs to check it', () => {
    expect(
      breaking((list) =>
        list.every(({ state, view }) => {
          if (!isPresent(state) || view === undefined) return true;
          if (state.steps.every(({ kind, phase }) => kind !== 'delivery' || phase === 'skipped')) return true;
          const isSure = !state.steps.some(isUnconfirmed) && findMissingTranscription(state) === undefined;
          return (view.status === 'Complete') === (renderStatus(state) === 'READY' && isSure);
        }),
      ),
    ).toEqual([]);
  });

  it('starts with its run, and is never older', () => {
    expect(breaking((list) => list.every(({ view }) => view === undefined || view.since >= view.runAt))).toEqual([]);
  });

  it('is the same for a state that was stored and read again', () => {
    expect(
      breaking((list) =>
        list.every(({ state, personal, view }) => {
          const stored = JSON.parse(JSON.stringify(state)) as AssetState;
          return JSON.stringify(renderMirrorView(stored, { personal })) === JSON.stringify(view);
        }),
      ),
    ).toEqual([]);
  });

  it('ignores a stall of a step that is not running', () => {
    expect(
      breaking((list) =>
        list.every(({ state, personal, view }) => {
          const idle = isPresent(state) ? state.steps.filter(({ phase }) => phase !== 'running') : [];
          const stalled = idle.map(({ step, changedAt }) => ({ step, since: changedAt }));
          return JSON.stringify(renderMirrorView(state, { personal, stalled })) === JSON.stringify(view);
        }),
      ),
    ).toEqual([]);
  });

  it('AUD-13: is undefined without a page, and follows the same laws in another pipeline', () => {
    for (const { state, personal } of fc.sample(histories, 300)) {
      expect(renderMirrorView(state, { personal })).toBeUndefined();
      const view = isPresent(state) ? renderMirrorView({ ...state, origin: ORIGIN }, { personal }) : undefined;
      if (view !== undefined) expect(MIRROR_STATUSES).toContain(view.status);
    }
  });
});
