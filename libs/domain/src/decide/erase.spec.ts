import type { AssetEvent } from '@throughline/contracts';
import { foldPersonal, initialPersonal } from '../asset/personal.js';
import { currentWork, openSteps } from '../steps/current-work.js';
import { assetTimers } from '../steps/due.js';
import { Journey, STAGES, aRun, aSource } from '../testing/journey.js';
import { idle, running, type InStatus } from '../testing/statuses.js';
import { answered, itemOf, told } from '../testing/told.js';

const all = [...idle, ...running];
const cases = (list: readonly InStatus[]): readonly (readonly [string, string, InStatus])[] =>
  list.map((each) => [each.status, each.how, each]);
const by = 'owner-1';

/** A run that failed once, was paused with a reason, and went on. */
const eventful = (): Journey => {
  const journey = aRun();
  journey.start('DOWNLOAD');
  journey.fail('DOWNLOAD', { retryable: true, message: 'no route to ada' });
  journey.later(3_600_000).start('DOWNLOAD');
  journey.pause({ reason: 'ada is away' });
  return journey;
};

describe('an erasure', () => {
  it.each(cases(all))(
    'of %s (%s) ends what is going on, and changes neither status nor counts beside that',
    (_status, _how, each) => {
      const erased = each.journey();
      const stopped = each.journey();
      const isActive = itemOf(stopped).run?.active === true;
      if (isActive) stopped.cancel();
      expect(told(erased.erase())).toEqual(isActive ? ['RunCancelled', 'AssetErased'] : ['AssetErased']);
      const { status, failed, failed_at_stage, progress, upload_summary, follow_up_summary } = itemOf(stopped);
      expect(itemOf(erased)).toMatchObject({ status, failed, failed_at_stage, progress, upload_summary, follow_up_summary });
      expect(itemOf(erased).processing_stages.map((stage) => stage.status)).toEqual(
        itemOf(stopped).processing_stages.map((stage) => stage.status),
      );
      expect(itemOf(erased).erased_at).toBe(erased.now);
      expect(openSteps(erased.state)).toEqual([]);
    },
  );

  it.each(cases(all))('of %s (%s): a second one succeeds and adds nothing', (_status, _how, each) => {
    const journey = each.journey();
    journey.erase();
    const { state } = journey;
    expect(answered(journey.erase())).toBe('nothing already-erased');
    expect(journey.state).toBe(state);
  });

  it.each(cases(all))('of %s (%s) is final: nothing but a deletion is taken after it', (_status, _how, each) => {
    const journey = each.journey();
    journey.erase();
    const answers = [
      journey.run(),
      journey.pause(),
      journey.cancel(),
      journey.reset(),
      journey.unstick(),
      journey.skipStage('TRIM'),
      journey.settle('deliver:library', true),
      journey.restore(),
      journey.send({ type: 'ProvideSource', source: aSource() }),
    ].map(answered);
    expect(new Set(answers)).toEqual(new Set(['refused erased']));
    const allowed = itemOf(journey)
      .allowed_actions.filter((one) => one.allowed)
      .map(({ action }) => action);
    expect(allowed).toEqual(itemOf(journey).deleted_at === null ? ['delete'] : []);
  });

  it('leaves nothing personal, whatever was said before, and whether or not its key is still there', () => {
    const journey = eventful();
    expect(JSON.stringify(journey.personal)).toContain('ada');
    journey.erase();
    expect(journey.personal).toEqual({});
    const bare = journey.events.map(({ type, v, data }) => ({ type, v, data }) as AssetEvent);
    expect(bare.reduce(foldPersonal, initialPersonal)).toEqual({});
    expect(itemOf(journey)).toMatchObject({ title: null, file_name: null, cancel_reason: null, pause_reason: null });
  });

  it('takes the work away from whoever does it: what a worker still says is late', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    const attemptId = journey.attemptId('TRIM');
    journey.erase();
    expect(currentWork(journey.state, 'TRIM')).toBeUndefined();
    expect(told(journey.complete('TRIM'))).toEqual(['LateResultIgnored TRIM']);
    expect(told(journey.fail('TRIM', { attemptId, message: 'words of ada' }))).toEqual(['LateResultIgnored TRIM']);
    expect(journey.personal).toEqual({});
  });

  it('does not stop the retention date of a deleted item, and nothing brings it back before', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.delete(60_000);
    journey.erase();
    expect(itemOf(journey).status).toBe('READY');
    expect(assetTimers(journey.state)).toMatchObject([{ purpose: 'retention' }]);
    expect(answered(journey.restore())).toBe('refused erased');
    expect(answered(journey.delete())).toBe('nothing already-deleted');
    journey.later(120_000).poke();
    expect(itemOf(journey).status).toBe('EXPIRED');
  });

  it('of what was never registered is refused, and a registration under its id adds nothing', () => {
    expect(answered(new Journey().send({ type: 'EraseAsset', by }))).toBe('refused unknown-asset');
    const journey = new Journey().register();
    journey.erase();
    const before = journey.events.length;
    journey.register({ title: 'ada again' });
    expect(journey.events).toHaveLength(before);
    expect(journey.personal).toEqual({});
  });
});
