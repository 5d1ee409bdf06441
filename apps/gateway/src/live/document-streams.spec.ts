import { until } from '@throughline/stack/testing';
import type { DocumentItem } from '../kinds/documents/document-view.js';
import { EventStreamReader, type StreamEvent } from '../testing/event-stream.js';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep } from '../testing/work-through.js';

const itemOf = ({ data }: StreamEvent): DocumentItem => data as DocumentItem;

describe('an event stream of documents', () => {
  let gateway: MemoryGateway;
  let base: string;
  const open: EventStreamReader[] = [];
  const openShared = shareMemoryGateway();
  beforeAll(async () => {
    const { app } = await openShared();
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  beforeEach(async () => {
    gateway = await openShared();
  });
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close();
  });

  const stream = async (path: string, token = gateway.token, lastEventId?: string): Promise<EventStreamReader> => {
    const headers = { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const reader = await EventStreamReader.open(`${base}/api/v1${path}`, headers);
    open.push(reader);
    return reader;
  };
  const create = async (bytes = 'a report', token = gateway.token): Promise<DocumentItem> => {
    const form = formOf({}, { bytes, name: 'report.pdf' });
    const headers = { authorization: `Bearer ${token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    return answer.json<DocumentItem>();
  };
  const snapshotOf = (reader: EventStreamReader): Promise<StreamEvent> =>
    reader.first('a snapshot', ({ event }) => event === 'snapshot');
  const stepIs = (reader: EventStreamReader, step: string, status: string): Promise<StreamEvent> =>
    reader.first(
      `${step} as ${status}`,
      (one) => one.event === 'change' && itemOf(one).steps.some((each) => each.step_name === step && each.status === status),
    );

  it('shows the eight main steps as pending at once, and then the progress of each', async () => {
    const { id } = await create();
    const reader = await stream(`/documents/${id}/stream`);
    expect(itemOf(await snapshotOf(reader))).toMatchObject({ id, status: 'pending', summary: { main: { pending: 8 } } });
    await startStep(gateway, id, 'hash_file');
    await stepIs(reader, 'hash_file', 'in_progress');
    await completeStep(gateway, id, 'hash_file');
    const done = await stepIs(reader, 'hash_file', 'success');
    const answer = await gateway.app.inject({
      url: `/api/v1/documents/${id}?min_revision=${itemOf(done).revision}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect(itemOf(done)).toEqual(answer.json());
    expect(done.id).toBeDefined();
  });

  it('carries all documents of a library, and nothing else', async () => {
    const [mine, theirs] = [await create(), await create('theirs', await gateway.tokenFor(['admin']))];
    const reader = await stream('/documents/stream');
    expect((await snapshotOf(reader)).data).toMatchObject({ total: 1, next_cursor: null, items: [{ id: mine.id }] });
    const recording = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, theirs.id, 'hash_file');
    const fresh = await create('another');
    await reader.first('the new one', (one) => one.event === 'change' && itemOf(one).id === fresh.id);
    expect(JSON.stringify(reader.heard)).not.toContain(recording.id);
    expect(JSON.stringify(reader.heard)).not.toContain(theirs.id);
  });

  it('does not send documents to streams of recordings', async () => {
    const reader = await stream('/me/stream');
    expect((await snapshotOf(reader)).data).toMatchObject({ items: [] });
    const { id } = await create();
    const recording = await upload(gateway);
    await reader.first('the recording', (one) => one.event === 'change' && itemOf(one).id === recording.id);
    expect(JSON.stringify(reader.heard)).not.toContain(id);
  });

  it('sends progress without a commit, with the name of the step', async () => {
    const { id } = await create();
    const attemptId = await startStep(gateway, id, 'hash_file');
    const reader = await stream('/documents/stream');
    await snapshotOf(reader);
    gateway.live.record({
      v: 1,
      assetId: id,
      step: 'hash_file',
      attemptId,
      worker: 'w',
      state: 'held',
      termMs: 60_000,
      startedAt: new Date().toISOString(),
      progress: { fraction: 0.4 },
    });
    const { data } = await reader.first('progress', ({ event }) => event === 'progress');
    expect(data).toMatchObject({ id, steps: [{ step_name: 'hash_file', progress: 0.4 }] });
  });

  it('continues where its client was, with only the changes since', async () => {
    const [still, moved] = [await create('still'), await create('moved')];
    for (const { id } of [still, moved])
      await gateway.app.inject({
        method: 'POST',
        url: `/api/v1/documents/${id}/cancel`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
    const before = await stream('/documents/stream');
    await snapshotOf(before);
    await until(() => before.lastId !== undefined);
    before.close();
    await gateway.app.inject({
      method: 'DELETE',
      url: `/api/v1/documents/${moved.id}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    const after = await stream('/documents/stream', gateway.token, before.lastId);
    const change = await after.first('the deletion', (one) => one.event === 'change' && itemOf(one).deleted_at !== null);
    expect(itemOf(change).id).toBe(moved.id);
    expect(after.of('snapshot')).toEqual([]);
    expect(JSON.stringify(after.heard)).not.toContain(still.id);
  });

  it('does not accept the event id of a stream of recordings', async () => {
    const recordings = await stream('/me/stream');
    await snapshotOf(recordings);
    await until(() => recordings.lastId !== undefined);
    const reader = await stream('/documents/stream', gateway.token, recordings.lastId);
    await snapshotOf(reader);
    expect(reader.heard[0]).toMatchObject({ event: 'reset', data: { reason: 'unknown-id' } });
  });

  it('starts again after the rows were rebuilt', async () => {
    const { id } = await create();
    const reader = await stream(`/documents/${id}/stream`);
    await snapshotOf(reader);
    gateway.projection.rebuild();
    await reader.first('the reset', ({ event, data }) => event === 'reset' && (data as { reason: string }).reason === 'rebuilt');
    await until(() => reader.of('snapshot').length === 2);
    expect(itemOf(reader.of('snapshot')[1] as StreamEvent)).toMatchObject({ id });
  });

  it('finds changes without a notice: a projector that died after its transaction', async () => {
    const { id } = await create();
    const reader = await stream('/documents/stream');
    await snapshotOf(reader);
    gateway.projection.isSilent = true;
    await startStep(gateway, id, 'hash_file');
    expect(itemOf(await stepIs(reader, 'hash_file', 'in_progress')).id).toBe(id);
  });

  it('is not found by other users, and separates documents from recordings', async () => {
    const [{ id }, recording] = [await create(), await upload(gateway)];
    const asked = [
      stream(`/documents/${id}/stream`, await gateway.tokenFor(['read'])),
      stream(`/recordings/${id}/stream`),
      stream(`/documents/${recording.id}/stream`),
      stream('/documents/none/stream'),
    ];
    const statuses = (await Promise.all(asked)).map(({ response }) => response.statusCode);
    expect(statuses).toEqual([404, 404, 404, 404]);
  });
});
