import { Journey, STAGES, aConfig, aRun } from '../testing/journey.js';
import { itemOf } from '../testing/told.js';
import type { Decision, Rejection } from './decision.js';

const words = (decision: Decision): Rejection => {
  const found = 'rejected' in decision ? decision.rejected : decision.satisfied;
  if (found === undefined) throw new Error('Something has happened');
  return found;
};
const registered = (): Journey => new Journey().register();

describe('what a refusal says', () => {
  it('names what there is where something is asked for that is not there', () => {
    const journey = aRun(aConfig(['library', 'archive']));
    expect(words(journey.skipStage('TRMI')).detail).toContain(`there are: ${STAGES.join(', ')}.`);
    expect(words(journey.settle('deliver:libary', true)).detail).toContain('it has: library, archive.');
    expect(words(journey.unstick({ step: 'TRMI' })).detail).toContain('it has: DOWNLOAD, TRIM,');
  });

  it('says so where there is nothing yet that could be named', () => {
    const journey = registered();
    expect(words(journey.skipStage('TRIM')).detail).toBe('No run of this item has had any stage yet.');
    expect(words(journey.settle('deliver:library', true)).tryInstead).toBe('Run it first.');
    expect(words(journey.unstick({ step: 'TRIM' })).detail).toBe('The item has no step yet.');
  });

  it('sends nobody in a circle who has not run the item yet', () => {
    const journey = registered();
    expect(words(journey.cancel()).tryInstead).toBe('Leave it as it is: nothing is going on.');
    expect(words(journey.reset()).tryInstead).toBe('To start it, run it.');
    const empty = new Journey();
    empty.send({ type: 'RegisterAsset', assetId: empty.assetId, owner: 'o', title: '', language: 'en', isMapped: true });
    expect(words(empty.reset()).tryInstead).toBe('Upload its source, then run it.');
  });

  it('RUN-15: offers the cancel where a run is between two steps and cannot be paused', () => {
    expect(words(aRun().pause()).tryInstead).toMatch(/^To stop it now, cancel it/u);
  });
});

describe('a paused item', () => {
  it('goes on saying what it waits for, and names no time at which it would look again', () => {
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
