import { isPresent } from '../../asset/state.js';
import type { ForecastFacts } from '../../status/eta/facts.js';
import { aConfig, aRun, type Journey } from '../../testing/index.js';
import { itemOf } from '../../testing/describe-decision.js';
import { renderRecording } from './recording.js';

const PLACE: ForecastFacts = {
  now: '2026-11-20T10:00:00.000Z',
  samplesOf: () => [],
  placeOf: () => ({ position: 3, length: 9 }),
  roomOf: () => ({ state: 'unknown' }),
  isStalled: () => false,
};
const placed = ({ state, personal }: Journey) => renderRecording(state, personal, { forecast: PLACE })?.waiting_for;

describe('an item that only waits for a worker', () => {
  it('names the queue from the first read on, and the place once it is known', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    const since = isPresent(journey.state) ? journey.state.updatedAt : '';
    const queued = { step: 'TRANSCRIBE', for: 'queue', since, until: null, until_named: false };
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSING' });
    expect(itemOf(journey).waiting_for).toEqual([{ ...queued, message: 'Waits for a worker in the queue speech.' }]);
    expect(placed(journey)).toEqual([{ ...queued, message: 'Waits for a worker in the queue speech: place 3 of 9.' }]);
  });

  it('waits for nothing while another step runs, or while the run is paused', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    expect(placed(journey)?.map(({ step }) => step)).toEqual(['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']);
    journey.start('EXTRACT_TOPICS');
    expect(placed(journey)).toEqual([]);
    journey.pause();
    journey.complete('EXTRACT_TOPICS');
    expect(placed(journey)).toEqual([]);
  });

  it('is in the queue with a retry only once the retry has a place', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    expect(itemOf(journey).waiting_for).toEqual([]);
    expect(placed(journey)).toMatchObject([{ step: 'TRIM', for: 'queue' }]);
  });
});
