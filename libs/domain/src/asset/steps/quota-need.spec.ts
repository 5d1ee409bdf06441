import { newId } from '@throughline/contracts';
import { Journey, aConfig, aRun } from '../../testing/journey.js';
import { needsAdmission, quotaNeedOf } from './quota-need.js';

describe('the part of a quota that a step uses', () => {
  it('is one for a delivery, and nothing for a follow-up or another stage', () => {
    const { state } = aRun(aConfig(['library']));
    expect(quotaNeedOf(state, 'deliver:library')).toEqual({ quota: 'deliveries', amount: 1 });
    expect(quotaNeedOf(state, 'deliver:library/thumbnail')).toBeUndefined();
    expect(quotaNeedOf(state, 'TRIM')).toBeUndefined();
  });

  it('is the length of the media for a transcription, and unknown before the download', () => {
    const journey = aRun(aConfig(['library']));
    expect(quotaNeedOf(journey.state, 'TRANSCRIBE')).toEqual({ quota: 'transcription_minutes', amount: 0 });
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { result: { duration_seconds: 90 } });
    expect(quotaNeedOf(journey.state, 'TRANSCRIBE')).toEqual({ quota: 'transcription_minutes', amount: 1.5 });
  });

  it('is nothing for the download of an upload, whose bytes were counted when it was registered', () => {
    expect(quotaNeedOf(aRun().state, 'DOWNLOAD')).toBeUndefined();
  });

  it('is asked for only in runs of a library with quotas', () => {
    const unlimited = aRun(aConfig(['library']));
    expect(needsAdmission(unlimited.state, 'TRANSCRIBE')).toBe(false);
    const metered = new Journey().register();
    const run = { runId: newId(), by: 'owner-1', config: aConfig(['library']), configSources: {} };
    metered.send({ type: 'StartRun', ...run, metered: true });
    expect(needsAdmission(metered.state, 'TRANSCRIBE')).toBe(true);
    expect(needsAdmission(metered.state, 'TRIM')).toBe(false);
  });
});
