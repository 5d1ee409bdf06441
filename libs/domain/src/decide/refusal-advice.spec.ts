import { Journey, STAGES, aConfig, aRun } from '../testing/journey.js';
import { itemOf } from '../testing/describe-decision.js';
import type { Decision, Rejection } from './decision.js';

const words = (decision: Decision): Rejection => {
  const found = 'rejected' in decision ? decision.rejected : decision.satisfied;
  if (found === undefined) throw new Error('Something has happened');
  return found;
};
const registered = (): Journey => new Journey().register();

describe('a refusal', () => {
  it('lists the existing names if an unknown one is requested', () => {
    const journey = aRun(aConfig(['library', 'archive']));
    expect(words(journey.skipStage('TRMI')).detail).toContain(`its stages are: ${STAGES.join(', ')}.`);
    expect(words(journey.settle('deliver:libary', true)).detail).toContain('it has: library, archive.');
    expect(words(journey.unstick({ step: 'TRMI' })).detail).toContain('it has: DOWNLOAD, TRIM,');
  });

  it('says that nothing exists yet, if there are no names to list', () => {
    const journey = registered();
    expect(words(journey.skipStage('TRIM')).detail).toBe('No run of this item has had a stage yet.');
    expect(words(journey.settle('deliver:library', true)).tryInstead).toBe('Run the item first.');
    expect(words(journey.unstick({ step: 'TRIM' })).detail).toBe('The item has no step yet.');
  });

  it('never suggests an action that is refused as well, before the first run', () => {
    const journey = registered();
    expect(words(journey.cancel()).tryInstead).toBe('No action is needed.');
    expect(words(journey.reset()).tryInstead).toBe('To start, run the item.');
    const empty = new Journey();
    empty.send({ type: 'RegisterAsset', assetId: empty.assetId, owner: 'o', title: '', language: 'en', isMapped: true });
    expect(words(empty.reset()).tryInstead).toBe('Finish the upload, then run the item.');
  });

  it('RUN-15: offers a cancel between two steps, when a run cannot be paused', () => {
    expect(words(aRun().pause()).tryInstead).toMatch(/Or cancel the run: completed work is kept/u);
  });
});

describe('a paused item', () => {
  it('still shows what it waits for, without a time for the next check', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.wait('TRIM');
    expect(itemOf(journey).waiting_for).toMatchObject([{ for: 'disk-full', until: expect.any(String) as string }]);
    journey.pause();
    expect(itemOf(journey)).toMatchObject({ on_pause: true, waiting_for: [{ for: 'disk-full', until: null }] });
    journey.run();
    expect(itemOf(journey).waiting_for).toMatchObject([{ until: expect.any(String) as string }]);
  });
});
