import { TRANSCRIBE, newAssetId } from '@throughline/contracts';
import { SESSION_MESSAGES, isPresent, sessionProgress } from '@throughline/domain';
import { Journey, aConfig } from '@throughline/domain/testing';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import type { Projection } from '../testing/projection.js';
import { readyRecording } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';

const bounds = { segments: 3, first_start_seconds: 0.5, last_end_seconds: 3_599 };
const timed = { ...bounds, segment_times_ms: [500, 1_250, 0, 2_250, 3_590_000, 5_000] };

describe('the session views for support', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const aSession = (): Journey => {
    const journey = new Journey(newAssetId()).register({ pipeline: 'session' });
    journey.run(aConfig([]));
    journey.start('DOWNLOAD');
    return journey;
  };
  /** The first run fails at 50 % of the transcription and the second run completes. */
  const twoRuns = (): { journey: Journey; failedAt: number } => {
    const journey = aSession();
    journey.complete('DOWNLOAD', { result: { duration_seconds: 3_600 } });
    journey.start(TRANSCRIBE);
    journey.later(3_600_000).fail(TRANSCRIBE, { progress: 0.5 });
    const failedAt = isPresent(journey.state) ? sessionProgress(journey.state, journey.now) : 0;
    journey.run(aConfig([]));
    journey.start(TRANSCRIBE);
    journey.complete(TRANSCRIBE, { result: timed });
    return { journey, failedAt };
  };
  const project = (...journeys: readonly Journey[]): Promise<void> => projection.show(store, ...journeys);

  it('PRG-17: keep every status change, and show the newest five', async () => {
    const { journey, failedAt } = twoRuns();
    await project(readyRecording(), journey);
    const rows = await projection.rows(
      `select session_id, status, progress, message from projection.processing_status where session_id = $1
       order by created_at desc, status limit 5`,
      [journey.assetId],
    );
    const all = await projection.rows<{ status: string }>(
      `select s.status from projection.processing_status s join projection.audit_log l
       on s.id = md5(l.position::text || '.' || l.event_index::text)::uuid order by l.position`,
    );
    expect(all.map(({ status }) => status)).toEqual(['pending', 'processing', 'failed', 'processing', 'completed']);
    expect(rows).toHaveLength(5);
    const of = (status: keyof typeof SESSION_MESSAGES, progress: number): object => ({
      session_id: journey.assetId,
      status,
      progress,
      message: SESSION_MESSAGES[status],
    });
    expect(failedAt).toBeGreaterThan(35);
    expect(rows).toEqual(
      expect.arrayContaining([of('pending', 0), of('processing', 0), of('failed', failedAt), of('completed', 100)]),
    );
  });

  it('PRG-15, PRG-16: have the required columns and indexes', async () => {
    const columns = await projection.rows<{ name: string; type: string }>(
      `select column_name as name, data_type || coalesce('(' || character_maximum_length || ')', '') as type
       from information_schema.columns where table_schema = 'projection' and table_name = 'processing_status' order by ordinal_position`,
    );
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
      id: 'uuid',
      session_id: 'uuid',
      status: 'character varying(20)',
      progress: 'integer',
      message: 'text',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    });
    const indexes = await projection.rows<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = 'projection' and indexname like 'idx_status_%' order by 1`,
    );
    expect(indexes.map(({ name }) => name)).toEqual(['idx_status_session', 'idx_status_updated']);
  });

  it('PRG-22: show the job, the file and the segments', async () => {
    const { journey } = twoRuns();
    await project(readyRecording(), journey);
    expect(await projection.rows(`select id, status, transcription_job_id, audio_filename from projection.session`)).toEqual([
      {
        id: journey.assetId,
        status: 'completed',
        transcription_job_id: journey.attemptId(TRANSCRIBE),
        audio_filename: 'talk.mp4',
      },
    ]);
    expect(
      await projection.rows(
        `select count(*)::int, min(start_sec), max(end_sec) from projection.transcript_segment where session_id = $1`,
        [journey.assetId],
      ),
    ).toEqual([{ count: 3, min: 0.5, max: 3_599 }]);
    expect(await projection.rows(`select * from projection.transcript_segment order by segment_index`)).toEqual([
      { session_id: journey.assetId, segment_index: 0, start_sec: 0.5, end_sec: 1.75 },
      { session_id: journey.assetId, segment_index: 1, start_sec: 1.75, end_sec: 4 },
      { session_id: journey.assetId, segment_index: 2, start_sec: 3_594, end_sec: 3_599 },
    ]);
  });

  it('PRG-22: have a row for each segment even without recorded times, and invent none', async () => {
    const [untimed, silent, erased] = [bounds, { segments: 0, segment_times_ms: [] }, timed].map((result) => {
      const journey = aSession();
      journey.complete('DOWNLOAD', { result: { duration_seconds: 3_600 } });
      journey.start(TRANSCRIBE);
      journey.complete(TRANSCRIBE, { result });
      return journey;
    }) as [Journey, Journey, Journey];
    erased.erase();
    await project(untimed, silent, erased);
    expect(await projection.rows(`select * from projection.transcript_segment order by segment_index`)).toEqual([
      { session_id: untimed.assetId, segment_index: 0, start_sec: 0.5, end_sec: null },
      { session_id: untimed.assetId, segment_index: 1, start_sec: null, end_sec: null },
      { session_id: untimed.assetId, segment_index: 2, start_sec: null, end_sec: 3_599 },
    ]);
    expect(
      await projection.rows(
        `select count(*)::int, min(start_sec), max(end_sec) from projection.transcript_segment where session_id = $1`,
        [silent.assetId],
      ),
    ).toEqual([{ count: 0, min: null, max: null }]);
  });

  it('PRG-02, PRG-17: skip no status and list the newest first if a session fails or is deleted before its start', async () => {
    const journey = new Journey(newAssetId()).register({ pipeline: 'session' });
    journey.run(aConfig([], { retry: { ...aConfig().retry, max_attempts: 1 } }));
    journey.fail('DOWNLOAD', { code: 'work-undecodable', retryable: true });
    const stopped = new Journey(newAssetId()).register({ pipeline: 'session' });
    stopped.run(aConfig([]));
    stopped.delete();
    await project(journey, stopped);
    const statuses = async ({ assetId }: Journey): Promise<unknown> =>
      (
        await projection.rows(
          `select status from projection.processing_status where session_id = $1 order by created_at desc limit 5`,
          [assetId],
        )
      ).map(({ status }) => status);
    expect(await statuses(journey)).toEqual(['failed', 'processing', 'pending']);
    expect(await statuses(stopped)).toEqual(['pending']);
  });
});
