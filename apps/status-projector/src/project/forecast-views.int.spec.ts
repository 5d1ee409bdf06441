import { newAssetId } from '@throughline/contracts';
import { Journey, aConfig } from '@throughline/domain/testing';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import type { Projection } from '../testing/projection.js';
import { withProjection } from '../testing/with-projection.js';

describe('the forecast views', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const running = (): Journey => {
    const journey = new Journey(newAssetId()).register();
    journey.run(aConfig(['library']));
    return journey;
  };
  const project = (...journeys: readonly Journey[]): Promise<void> => projection.show(store, ...journeys);
  const durations = (): Promise<unknown[]> =>
    projection.rows(
      `select step, duration_ms, media_seconds, engine from projection.step_duration order by position, event_index`,
    );

  it('give the duration of an attempt, with the length of the media and the engine', async () => {
    const journey = running();
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { result: { duration_seconds: 120.5 } });
    journey.through('TRIM').start('TRANSCRIBE');
    journey.later(60_000).interrupt('TRANSCRIBE');
    journey.start('TRANSCRIBE');
    journey.later(30_000).complete('TRANSCRIBE', { result: { engine: 'whisper' } });
    await project(journey);
    expect(await durations()).toEqual([
      { step: 'DOWNLOAD', duration_ms: 1_000, media_seconds: 120.5, engine: null },
      { step: 'TRIM', duration_ms: 1_000, media_seconds: 120.5, engine: null },
      { step: 'TRANSCRIBE', duration_ms: 31_000, media_seconds: 120.5, engine: 'whisper' },
    ]);
  });

  it('exclude attempts that adopted the result of another one', async () => {
    const journey = running();
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { adoptedFrom: newAssetId() });
    await project(journey);
    expect(await durations()).toEqual([]);
  });

  it('list unstarted attempts in the order of the log', async () => {
    const [first, second, begun] = [running(), running(), running()];
    begun.start('DOWNLOAD');
    await project(second, begun, first);
    const queue = await projection.rows(
      `select asset_id, attempt_id, service, lane from projection.lane_queue where due_at <= now() order by due_at, position`,
    );
    expect(queue).toEqual(
      [second, first].map((journey) => ({
        asset_id: journey.assetId,
        attempt_id: journey.attemptId('DOWNLOAD'),
        service: 'ingest',
        lane: 'download',
      })),
    );
  });

  it('leave out attempts that wait for something outside, and have them once they are queued again', async () => {
    const waiting = running().through('DOWNLOAD', 'TRIM');
    waiting.wait('TRANSCRIBE', { for: 'speech-model', checkEveryMs: 30_000 });
    const asked = running().through('DOWNLOAD', 'TRIM');
    asked.wait('TRANSCRIBE', { for: 'speech-model', checkEveryMs: 30_000 });
    asked.unstick();
    await project(waiting, asked);
    const queue = await projection.rows(`select asset_id from projection.lane_queue where due_at <= now()`);
    expect(queue).toEqual([{ asset_id: asked.assetId }]);
  });

  it('place a scheduled retry by its due time', async () => {
    const later = running();
    later.later(Date.now() + 3_600_000 - Date.parse(later.now)).start('DOWNLOAD');
    later.fail('DOWNLOAD', { retryable: true });
    await project(later, running());
    const queue = await projection.rows<{ asset_id: string; is_due: boolean }>(
      `select asset_id, due_at <= now() as is_due from projection.lane_queue order by due_at, position`,
    );
    expect(queue).toHaveLength(2);
    expect(queue[1]).toEqual({ asset_id: later.assetId, is_due: false });
  });
});
