import type { ForecastFacts } from '../../status/eta/facts.js';
import { STAGES, aConfig, aRun, type Journey } from '../../testing/index.js';
import { itemOf } from '../../testing/describe-decision.js';
import { renderRecording } from './recording.js';

const facts = (isStalled: boolean): ForecastFacts => ({
  now: '2026-11-20T10:00:00.000Z',
  samplesOf: () => [],
  placeOf: () => undefined,
  roomOf: () => ({ state: 'unknown' }),
  isStalled: () => isStalled,
});
const labelIn = ({ state, personal }: Journey, isStalled: boolean): unknown =>
  renderRecording(state, personal, { forecast: facts(isStalled) })?.label;
const labelOf = (journey: Journey): readonly [string, string | null] => {
  const { status, label } = itemOf(journey);
  return [status, label];
};

describe('the label of an item', () => {
  it('says that a step has stalled, while its worker does not respond', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    expect([labelIn(journey, true), labelIn(journey, false)]).toEqual(['stalled', null]);
    // Heartbeats are not stored, so a past stall is unknown.
    expect(labelOf(journey)).toEqual(['PROCESSING', null]);
    journey.complete('TRIM');
    expect(labelIn(journey, true)).toBe('queued');
  });

  it('says that a person stopped the run, whatever it had reached, until another run or a reset', () => {
    const early = aRun();
    expect(labelOf(early)).toEqual(['INITIALIZED', 'queued']);
    early.cancel();
    expect(labelOf(early)).toEqual(['INITIALIZED', 'stopped']);
    early.run();
    expect(labelOf(early)).toEqual(['INITIALIZED', 'queued']);
    const late = aRun().through('DOWNLOAD', 'TRIM');
    late.cancel();
    expect(labelOf(late)).toEqual(['DOWNLOADED', 'stopped']);
    late.reset();
    expect(itemOf(late).label).toBeNull();
  });

  it('keeps the status of an item that an output has, and of an erased one', () => {
    const partial = aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    partial.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library').cancel();
    expect(labelOf(partial)).toEqual(['UPLOADED', null]);
    const again = aRun(aConfig(['library'])).through('DOWNLOAD', ...STAGES, 'deliver:library');
    again.run({ ...aConfig(['library']), trimming: { enable_trimming: true, silence_threshold: -50 } }, [
      'trimming.silence_threshold',
    ]);
    again.through(...STAGES);
    again.send({ type: 'Redeliver', by: 'owner-1', step: 'deliver:library' });
    again.cancel();
    expect(itemOf(again).label).toBeNull();
    const erased = aRun();
    erased.cancel();
    erased.delete();
    expect(itemOf(erased).label).toBe('stopped');
    erased.erase();
    expect(itemOf(erased).label).toBeNull();
  });
});
