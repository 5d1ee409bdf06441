import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { itemOf, told } from '../testing/told.js';

const delivered = (result: { readonly delivery_key: string; readonly outdated?: boolean }, journey: Journey): string => {
  journey.start('deliver:library');
  journey.complete('deliver:library', { result });
  return journey.now;
};
/** Sent in its first run, reset, and run again up to the delivery. */
const again = (): { journey: Journey; sentAt: string } => {
  const journey = aRun().through('DOWNLOAD', ...STAGES);
  const sentAt = delivered({ delivery_key: 'first' }, journey);
  journey.reset();
  journey.run();
  journey.through('DOWNLOAD', ...STAGES);
  return { journey, sentAt };
};
const output = (journey: Journey): unknown => itemOf(journey).outputs[0];
const answer = (journey: Journey): unknown => {
  const decision = journey.run();
  return 'events' in decision ? decision.satisfied : decision;
};

describe('an output after a reset', () => {
  it('that cannot replace what it has says that it is outdated, and when that was sent', () => {
    const { journey, sentAt } = again();
    delivered({ delivery_key: 'first', outdated: true }, journey);
    expect(output(journey)).toMatchObject({ status: 'UPLOADED', outdated: true, uploaded_at: sentAt });
    expect(itemOf(journey).uploads).toEqual({ folder: { status: 'uploaded', url: null, uploaded_at: sentAt } });
    expect(answer(journey)).toMatchObject({
      code: 'already-complete',
      detail: expect.stringContaining('an earlier version of it, which cannot be replaced there, at: library.') as string,
    });
  });

  it('that has the same content already was not sent it again', () => {
    const { journey, sentAt } = again();
    delivered({ delivery_key: 'first' }, journey);
    expect(output(journey)).toMatchObject({ outdated: false, uploaded_at: sentAt });
  });

  it('that took the new content was sent it now', () => {
    const { journey } = again();
    const now = delivered({ delivery_key: 'second' }, journey);
    expect(output(journey)).toMatchObject({ outdated: false, uploaded_at: now });
    expect(answer(journey)).toMatchObject({ detail: 'The recording is complete: it is at every one of its outputs.' });
  });

  it('and after a delivery that was lost, was sent when it was sent at last', () => {
    const { journey } = again();
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { delivery_key: 'first', unconfirmed: true } });
    journey.settle('deliver:library', false);
    journey.run();
    const now = delivered({ delivery_key: 'first' }, journey);
    expect(output(journey)).toMatchObject({ uploaded_at: now, unconfirmed: false });
  });
});

describe('what nobody could be sure of', () => {
  const unsure = (): Journey => {
    const journey = aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', ...STAGES, 'deliver:archive');
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    return journey;
  };

  it('is counted beside the four counts of FLR-12, until somebody has looked', () => {
    const journey = unsure();
    expect(itemOf(journey).upload_summary).toEqual({
      total: 2,
      uploaded: 2,
      failed: 0,
      partial: false,
      unconfirmed: 1,
      follow_ups_failed: 0,
    });
    journey.settle('deliver:library', true);
    expect(itemOf(journey).upload_summary.unconfirmed).toBe(0);
  });

  it('is said where a run has nothing to do, with the way out', () => {
    const journey = unsure();
    expect(answer(journey)).toEqual({
      code: 'already-complete',
      detail: 'The recording was sent to every one of its outputs. Whether it has arrived is not known at: library.',
      tryInstead: 'Look there and settle it; what has not arrived is sent by the next run.',
    });
    journey.settle('deliver:library', false);
    expect(told(journey.run())[0]).toBe('RunStarted');
  });
});
