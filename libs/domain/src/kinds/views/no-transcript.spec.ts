import type { RunConfig, SkipReason } from '@throughline/contracts';
import { defaultRunConfig } from '../../asset/config/defaults.js';
import { STAGES, aConfig, aRun, type Journey } from '../../testing/index.js';
import { itemOf } from '../../testing/describe-decision.js';

const transcription = (settings: Partial<RunConfig['transcription']>): RunConfig =>
  aConfig([], { transcription: { ...defaultRunConfig.transcription, ...settings } });
const fetched = (config: RunConfig = aConfig([])): Journey => aRun(config).through('DOWNLOAD');
const skippedFor = (reason: SkipReason): Journey => {
  const journey = fetched().through('TRIM');
  journey.start('TRANSCRIBE');
  journey.skip('TRANSCRIBE', { reason });
  return journey;
};
const none = (journey: Journey): unknown => itemOf(journey).no_transcript;

describe('the reason why a recording has no transcript', () => {
  it('is absent if it has one, while it may get one, and if no run was asked for', () => {
    expect(none(fetched().through(...STAGES))).toBeNull();
    expect(none(fetched())).toBeNull();
    const stopped = fetched();
    stopped.cancel();
    expect(none(stopped)).toBeNull();
  });

  it.each<[SkipReason, string]>([
    ['no_engine', 'no speech engine'],
    ['no_engine_for_language', 'no engine for the language'],
    ['all_silence', 'only silence'],
    ['not_applicable', 'nothing to transcribe'],
  ])('is that of the skipped transcription: %s', (reason, message) => {
    const journey = skippedFor(reason);
    expect(itemOf(journey).status).toBe('PROCESSED');
    expect(none(journey)).toEqual({ reason, message });
  });

  it('is a failure that the run allows', () => {
    const journey = fetched(transcription({ allow_errors: true })).through('TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    expect(none(journey)).toEqual({ reason: 'error', message: 'transcription failed' });
  });

  it('differs if transcription was off', () => {
    const journey = fetched(transcription({ enable_transcription: false, enable_topics: false, enable_subtitles: false }));
    expect(none(journey.through('TRIM'))).toEqual({ reason: 'disabled', message: 'transcription is off' });
  });

  it('is a transcription without words, until an erasure', () => {
    const journey = fetched().through('TRIM');
    journey.start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { result: { words: 0 } });
    expect(none(journey)).toEqual({ reason: 'no_speech', message: 'no speech found' });
    journey.delete();
    journey.erase();
    expect(none(journey)).toBeNull();
  });
});
