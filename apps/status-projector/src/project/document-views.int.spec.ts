import { DOCUMENT_STEPS, newAssetId } from '@throughline/contracts';
import { renderDocumentFields, isPresent } from '@throughline/domain';
import { Journey, aConfig, anOutput } from '@throughline/domain/testing';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import type { Projection } from '../testing/projection.js';
import { readyRecording } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';

const aDocument = (outputs: readonly string[] = []): Journey => {
  const journey = new Journey(newAssetId()).register({ pipeline: 'document' });
  journey.run(aConfig(outputs));
  return journey;
};

describe('the document views for other tools', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const project = (...journeys: readonly Journey[]): Promise<void> => projection.show(store, ...journeys);
  const columnsOf = async (view: string): Promise<readonly string[]> =>
    (
      await projection.rows<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'projection' and table_name = $1 order by ordinal_position`,
        [view],
      )
    ).map(({ name }) => name);
  const stepsOf = ({ assetId }: Journey): Promise<{ step_name: string; status: string; error_message: string | null }[]> =>
    projection.rows(
      `select step_name, status, error_message from projection.file_processing_steps where file_id = $1 order by step_name`,
      [assetId],
    );
  const statusesOf = async (journey: Journey): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await stepsOf(journey)).map(({ step_name, status }) => [step_name, status]));

  it('DOC-01, DOC-02: have the required columns', async () => {
    expect(await columnsOf('file_processing_steps')).toEqual([
      'id',
      'file_id',
      'step_name',
      'status',
      'started_at',
      'completed_at',
      'error_message',
      'created_at',
      'updated_at',
    ]);
    expect(await columnsOf('processing_logs')).toEqual([
      'id',
      'file_id',
      'task_id',
      'step_name',
      'status',
      'message',
      'detail',
      'timestamp',
    ]);
  });

  it('DOC-05, DOC-06: show eight main steps and two for each destination, all pending, after the registration', async () => {
    const journey = aDocument(['dropbox', 's3', 'nextcloud']);
    await project(readyRecording(), journey);
    const steps = await statusesOf(journey);
    expect(new Set(Object.values(steps))).toEqual(new Set(['pending']));
    expect(new Set(Object.keys(steps))).toEqual(
      new Set([...DOCUMENT_STEPS, ...['dropbox', 's3', 'nextcloud'].flatMap((name) => [`queue_${name}`, `upload_to_${name}`])]),
    );
    expect(await projection.rows(`select distinct file_id from projection.file_processing_steps`)).toHaveLength(1);
  });

  it('DOC-08, DOC-10: keep one row for a step, with its failure until the retry', async () => {
    const journey = aDocument();
    journey.start('hash_file');
    journey.fail('hash_file', { retryable: true, message: 'the disk is slow' });
    await project(journey);
    expect((await stepsOf(journey)).find(({ step_name }) => step_name === 'hash_file')).toEqual({
      step_name: 'hash_file',
      status: 'failure',
      error_message: 'the disk is slow',
    });
  });

  it('DOC-11, DOC-13, DOC-18: log each change of a step in order, next to its one row', async () => {
    const journey = aDocument(['s3']);
    for (let times = 0; times < 2; times += 1) {
      journey.start('hash_file');
      journey.fail('hash_file', { retryable: true });
    }
    journey.through(...DOCUMENT_STEPS, 'deliver:s3');
    // Previews are no step of a document.
    journey.send({ type: 'RequestPreviews' });
    journey.through('PREVIEW');
    await project(journey);
    const logs = await projection.rows<{ step_name: string; status: string; task_id: string | null }>(
      `select step_name, status, task_id from projection.processing_logs where file_id = $1 order by "timestamp"`,
      [journey.assetId],
    );
    const of = (name: string): readonly string[] => logs.flatMap(({ step_name, status }) => (step_name === name ? [status] : []));
    expect(of('hash_file')).toEqual(['in_progress', 'failure', 'in_progress', 'failure', 'in_progress', 'success']);
    expect(of('PREVIEW')).toEqual([]);
    expect(of('send_to_all_destinations')).toEqual(['in_progress', 'success']);
    expect([of('queue_s3'), of('upload_to_s3')]).toEqual([['success'], ['in_progress', 'success']]);
    expect(logs.every(({ task_id }) => task_id !== null)).toBe(true);
    expect((await stepsOf(journey)).filter(({ step_name }) => step_name === 'hash_file')).toHaveLength(1);
    const ids = await projection.rows(`select distinct id from projection.processing_logs`);
    expect(ids).toHaveLength(logs.length);
  });

  it('DOC-12: refuse changes of log lines', async () => {
    await project(aDocument());
    await expect(projection.rows(`update projection.audit_log set message = 'x'`)).rejects.toMatchObject({ code: 'TL001' });
  });

  it('DOC-07: include destinations that were added later, without a schema change', async () => {
    const journey = aDocument(['s3']);
    journey.start('hash_file');
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput('nextcloud')] });
    await project(journey);
    expect(await statusesOf(journey)).toMatchObject({ queue_nextcloud: 'pending', upload_to_nextcloud: 'pending' });
    const rows = await projection.rows<{ later: boolean }>(
      `select n.created_at > h.created_at as later from projection.file_processing_steps n, projection.file_processing_steps h
       where n.step_name = 'upload_to_nextcloud' and h.step_name = 'upload_to_s3'`,
    );
    expect(rows).toEqual([{ later: true }]);
  });

  it('DOC-15, DOC-16: count and summarize as the API does in any history', async () => {
    const waiting = aDocument(['a', 'b', 'c']).through(...DOCUMENT_STEPS, 'deliver:a');
    waiting.start('deliver:b');
    waiting.wait('deliver:b', { for: 'unavailable' });
    waiting.start('deliver:c');
    waiting.fail('deliver:c');
    const failed = aDocument(['a']).through('hash_file');
    failed.start('create_file_record');
    failed.fail('create_file_record');
    const skipped = aDocument(['a']).through(...DOCUMENT_STEPS.slice(0, 4));
    skipped.start('extract_metadata_with_gpt');
    skipped.skip('extract_metadata_with_gpt');
    await project(waiting, failed, skipped, aDocument(['a']), aDocument());
    const rows = await projection.rows<{ file_id: string; main: object; uploads: object; status: string; has_errors: boolean }>(
      `select file_id, main, uploads, status, has_errors
       from projection.get_step_summary join projection.get_file_overall_status using (file_id)`,
    );
    expect(rows).toHaveLength(5);
    for (const journey of [waiting, failed, skipped]) {
      if (!isPresent(journey.state)) throw new Error('The journey has not begun');
      const { summary, status, has_errors } = renderDocumentFields(journey.state, { personal: journey.personal });
      expect(rows.find(({ file_id }) => file_id === journey.assetId)).toEqual({
        file_id: journey.assetId,
        ...summary,
        status,
        has_errors,
      });
    }
    expect(rows.find(({ file_id }) => file_id === waiting.assetId)?.uploads).toEqual({ success: 4, failure: 1, queued: 1 });
  });

  it('DOC-17, PRF-08: find a file by its key without reading the log', async () => {
    const journey = aDocument(['a']).through('hash_file');
    await project(journey);
    for (const view of ['file_processing_steps', 'get_step_summary', 'get_file_overall_status']) {
      await projection.rows(`set enable_seqscan = off`);
      const plan = await projection.rows(`explain select * from projection.${view} where file_id = '${journey.assetId}'`);
      const text = JSON.stringify(plan);
      expect(text).not.toContain('audit_log');
      expect(text).toMatch(/processing_step_pkey|asset_pkey/);
    }
  });
});
