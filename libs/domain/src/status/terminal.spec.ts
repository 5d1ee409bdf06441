import { isPresent } from '../asset/state.js';
import { assetTimers } from '../decide/due.js';
import { nextSteps } from '../asset/steps/next-steps.js';
import { Journey, STAGES, aConfig, aRun } from '../testing/journey.js';
import { itemOf } from '../testing/describe-decision.js';

const running = (): Journey => {
  const journey = aRun();
  journey.start('DOWNLOAD');
  return journey;
};
const done = (): Journey => aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
const after = (journey: Journey, deed: (journey: Journey) => unknown): Journey => {
  deed(journey);
  return journey;
};
const delivered = (result: { readonly unconfirmed: boolean }): Journey =>
  after(aRun().through('DOWNLOAD', ...STAGES), (journey) => {
    journey.start('deliver:library');
    journey.complete('deliver:library', { result });
  });

describe('the field terminal of an item', () => {
  it.each<[string, boolean, () => Journey]>([
    ['registered and never run', true, () => new Journey().register()],
    ['just started', false, () => aRun()],
    ['in progress', false, running],
    ['complete', true, done],
    ['sent, but unconfirmed', true, () => delivered({ unconfirmed: true })],
    ['failed permanently', true, () => after(running(), (journey) => journey.fail('DOWNLOAD'))],
    ['failed, with a later retry', false, () => after(running(), (journey) => journey.fail('DOWNLOAD', { retryable: true }))],
    ['waiting for a full disk', false, () => after(running(), (journey) => journey.wait('DOWNLOAD'))],
    ['cancelled', true, () => after(running(), (journey) => journey.cancel())],
    ['deleted', true, () => after(running(), (journey) => journey.delete())],
    ['erased', true, () => after(running(), (journey) => journey.erase())],
    ['paused, while running attempts finish', false, () => after(running(), (journey) => journey.pause())],
    [
      'paused, without running attempts',
      true,
      () =>
        after(running(), (journey) => {
          journey.pause();
          journey.complete('DOWNLOAD');
        }),
    ],
    [
      'paused for an hour',
      false,
      () =>
        after(running(), (journey) => {
          journey.pause({ until: '2199-01-01T00:00:00.000Z' });
          journey.complete('DOWNLOAD');
        }),
    ],
    [
      'failed at one of two outputs, while the other is sent',
      false,
      () =>
        after(aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', ...STAGES), (journey) => {
          journey.start('deliver:library');
          journey.fail('deliver:library');
          journey.start('deliver:archive');
        }),
    ],
  ])('describes a recording that is %s: %s', (_, isTerminal, lived) => {
    const journey = lived();
    expect(itemOf(journey).terminal).toBe(isTerminal);
    if (!isTerminal || !isPresent(journey.state)) return;
    expect(nextSteps(journey.state)).toEqual([]);
    expect(assetTimers(journey.state).filter(({ purpose }) => purpose !== 'retention')).toEqual([]);
  });
});
