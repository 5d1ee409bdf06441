import { newId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import type { BulkAnswer } from '../../items/bulk/bulk-work.js';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Reply } from '../../testing/send-request.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';

type Answer = BulkAnswer<'document'> & { readonly code: string };

describe('bulk requests on documents', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const post = (path: string, payload: object, token?: string): Promise<Reply<Answer>> =>
    sendRequest<Answer>(gateway, 'POST', `/documents${path}`, { payload, token });
  const createDocument = async (bytes: string, token = gateway.token): Promise<string> => {
    const form = formOf({}, { bytes, name: 'report.pdf' });
    const headers = { authorization: `Bearer ${token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    return answer.json<{ id: string }>().id;
  };
  const atWork = async (bytes: string): Promise<string> => {
    const id = await createDocument(bytes);
    await startStep(gateway, id, 'hash_file');
    return id;
  };
  const untilProjected = async (id: string): Promise<void> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.documentRows.byIds([id])).get(id)?.revision === head);
  };
  const outcomes = ({ results }: Answer): [string, string, string][] =>
    results.map(({ document_id, outcome, code }) => [document_id, outcome, code]);

  it('pause and run each document by its own decision, with document ids and statuses', async () => {
    const ids = [await atWork('one'), await atWork('two'), (await upload(gateway)).id, newId()];
    const paused = await post('/bulk/pause', { document_ids: ids, reason: 'Maintenance' });
    expect(paused.status).toBe(200);
    expect(outcomes(paused.body)).toEqual([
      [ids[0], 'paused', 'paused'],
      [ids[1], 'paused', 'paused'],
      [ids[2], 'refused', 'not-found'],
      [ids[3], 'refused', 'not-found'],
    ]);
    expect(paused.body.totals).toEqual({ total: 4, paused: 2, skipped: 0, refused: 2, error: 0 });
    expect(paused.body.results.map(({ status }) => status)).toEqual(['processing', 'processing', null, null]);
    const run = await post('/bulk/run', { document_ids: ids.slice(0, 1) });
    expect(outcomes(run.body)).toEqual([[ids[0], 'resumed', 'resumed']]);
  });

  it('select by filters only the caller’s documents', async () => {
    const [working, other] = [await atWork('at work'), await createDocument('waits')];
    const recording = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, recording.id, 'DOWNLOAD');
    const theirs = await createDocument('theirs', await gateway.tokenFor(['admin']));
    for (const id of [working, other, theirs]) await untilProjected(id);
    expect(outcomes((await post('/bulk/pause', { filters: { status: ['processing'] } })).body)).toEqual([
      [working, 'paused', 'paused'],
    ]);
  });

  it.each<[string, object, string]>([
    ['the ids of recordings', { recording_ids: [newId()] }, '/recording_ids'],
    ['neither ids nor filters', {}, ''],
    ['a status of recordings', { filters: { status: ['PROCESSING'] } }, '/filters/status'],
    ['an invalid id', { document_ids: ['x'] }, '/document_ids'],
  ])('are refused as a whole with %s', async (_, body, pointer) => {
    expect(await post('/bulk/pause', body)).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ pointer }] } });
  });

  it('answer 403 without the scope write', async () => {
    expect(await post('/bulk/run', { document_ids: [newId()] }, await gateway.tokenFor(['read']))).toMatchObject({ status: 403 });
  });
});
