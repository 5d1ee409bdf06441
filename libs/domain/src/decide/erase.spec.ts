import type { AssetEvent } from '@throughline/contracts';
import { foldPersonal, initialPersonal } from '../asset/personal.js';
import { currentWork, openSteps } from '../asset/steps/current-work.js';
import { assetTimers } from './due.js';
import { Journey, STAGES, aRun, aSource } from '../testing/journey.js';
import { idle, running, type StatusCase } from '../testing/statuses.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const all = [...idle, ...running];
const cases = (list: readonly StatusCase[]): readonly (readonly [string, string, StatusCase])[] =>
  list.map((each) => [each.status, each.how, each]);
const by = 'owner-1';

const eventful = (): Journey => {
  const journey = aRun();
  journey.start('DOWNLOAD');
  journey.fail('DOWNLOAD', { retryable: true, message: 'no route to ada' });
  journey.later(3_600_000).start('DOWNLOAD');
  journey.pause({ reason: 'ada is away' });
  return journey;
};

describe('an erasure', () => {
  it.each(cases(all))('of %s (%s) ends the active run and changes neither status nor counts', (_status, _how, each) => {
    const erased = each.journey();
    const stopped = each.journey();
    const isActive = itemOf(stopped).run?.active === true;
    if (isActive) stopped.cancel();
    expect(describeDecision(erased.erase())).toEqual(isActive ? ['RunCancelled', 'AssetErased'] : ['AssetErased']);
    const { status, failed, failed_at_stage, progress, upload_summary, follow_up_summary } = itemOf(stopped);
    expect(itemOf(erased)).toMatchObject({ status, failed, failed_at_stage, progress, upload_summary, follow_up_summary });
    expect(itemOf(erased).processing_stages.map((stage) => stage.status)).toEqual(
      itemOf(stopped).processing_stages.map((stage) => stage.status),
    );
    expect(itemOf(erased).erased_at).toBe(erased.now);
    expect(openSteps(erased.state)).toEqual([]);
  });

  it.each(cases(all))('of %s (%s) succeeds a second time and adds nothing', (_status, _how, each) => {
    const journey = each.journey();
    journey.erase();
    const { state } = journey;
    expect(summarizeDecision(journey.erase())).toBe('nothing already-erased');
    expect(journey.state).toBe(state);
  });

  it.each(cases(all))('of %s (%s) is final: only a deletion is accepted after it', (_status, _how, each) => {
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
    ].map(summarizeDecision);
    expect(new Set(answers)).toEqual(new Set(['refused erased']));
    const allowed = itemOf(journey)
      .allowed_actions.filter((one) => one.allowed)
      .map(({ action }) => action);
    expect(allowed).toEqual(itemOf(journey).deleted_at === null ? ['delete'] : []);
  });

  it('leaves no personal data, whatever happened before, and whether or not the key still exists', () => {
    const journey = eventful();
    expect(JSON.stringify(journey.personal)).toContain('ada');
    journey.erase();
    expect(journey.personal).toEqual({});
    const bare = journey.events.map(({ type, v, data }) => ({ type, v, data }) as AssetEvent);
    expect(bare.reduce(foldPersonal, initialPersonal)).toEqual({});
    expect(itemOf(journey)).toMatchObject({ title: null, file_name: null, cancel_reason: null, pause_reason: null });
  });

  it('makes a running attempt’s reports late', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    const attemptId = journey.attemptId('TRIM');
    journey.erase();
    expect(currentWork(journey.state, 'TRIM')).toBeUndefined();
    expect(describeDecision(journey.complete('TRIM'))).toEqual(['LateResultIgnored TRIM']);
    expect(describeDecision(journey.fail('TRIM', { attemptId, message: 'words of ada' }))).toEqual(['LateResultIgnored TRIM']);
    expect(journey.personal).toEqual({});
  });

  it('does not stop the retention date of a deleted item, and forbids its restore', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.delete(60_000);
    journey.erase();
    expect(itemOf(journey).status).toBe('READY');
    expect(assetTimers(journey.state)).toMatchObject([{ purpose: 'retention' }]);
    expect(summarizeDecision(journey.restore())).toBe('refused erased');
    expect(summarizeDecision(journey.delete())).toBe('nothing already-deleted');
    journey.later(120_000).poke();
    expect(itemOf(journey).status).toBe('EXPIRED');
  });

  it('is refused for an unregistered item; a registration under its id adds nothing', () => {
    expect(summarizeDecision(new Journey().send({ type: 'EraseAsset', by }))).toBe('refused unknown-asset');
    const journey = new Journey().register();
    journey.erase();
    const before = journey.events.length;
    journey.register({ title: 'ada again' });
    expect(journey.events).toHaveLength(before);
    expect(journey.personal).toEqual({});
  });
});
