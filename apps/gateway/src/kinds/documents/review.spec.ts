import { DOCUMENT_STEPS } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import type { DocumentItem } from './document-view.js';

type Answer = DocumentItem & {
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string }[];
  readonly outcome?: { readonly code: string; readonly detail: string };
  readonly dry_run?: boolean;
};
interface List {
  readonly items: readonly { readonly id: string }[];
  readonly total?: number;
  readonly counts?: Readonly<Record<string, number>>;
}

const found = { value: '2026-10-12', confidence: 0.5, sure: false, page: 1, start: 10, end: 20 };
const STEP = 'extract_metadata_with_gpt';

describe('the review of documents', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const auth = (token = gateway.token) => ({ authorization: `Bearer ${token}` });
  const send = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    { headers = {}, body }: { readonly headers?: object; readonly body?: object } = {},
  ) => {
    const answer = await gateway.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...auth(), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json<Answer>(), etag: String(answer.headers['etag']) };
  };
  const untilProjected = async (id: string): Promise<void> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
  };
  const register = async (bytes = 'an invoice'): Promise<string> => {
    const form = formOf({}, { bytes, name: 'scan.pdf' });
    const url = '/api/v1/documents';
    const made = await gateway.app.inject({
      method: 'POST',
      url,
      headers: { ...auth(), ...form.headers },
      payload: form.payload,
    });
    return made.json<Answer>().id;
  };
  const extractDocument = async (): Promise<string> => {
    const id = await register();
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP) + 1)) {
      await startStep(gateway, id, step);
      const isLast = step === STEP;
      const result = isLast ? { engine: 'local', unsure: ['date', 'sender'] } : {};
      await completeStep(gateway, id, step, [], result, isLast ? { date: found.value, findings: { date: found } } : undefined);
    }
    await untilProjected(id);
    return id;
  };
  const read = (id: string) => send('GET', `/documents/${id}`);
  const correct = async (id: string, body: object, headers: object = {}) =>
    send('PATCH', `/documents/${id}/fields`, { body, headers: { 'if-match': (await read(id)).etag, ...headers } });
  const waiting = async (query = 'unsure=true'): Promise<readonly string[]> =>
    ((await send('GET', `/documents?${query}`)).body as unknown as List).items.map(({ id }) => id);

  it('lists finished documents with a field that is not sure, with their number, until they are accepted', async () => {
    const id = await extractDocument();
    const other = await register('another invoice');
    await untilProjected(other);
    expect(await waiting()).toEqual([id]);
    expect(await waiting('unsure=false')).toEqual([other]);
    expect((await read(id)).body).toMatchObject({ unsure: true, unsure_fields: ['date', 'sender'], accepted_by: null });
    const counted = await send('GET', '/items?state=unsure&include=counts');
    expect(counted.body).toMatchObject({
      items: [{ id, values_to_check: 2 }],
      counts: { all: 2, unsure: 1 },
    });
    const { items } = (await send('GET', '/items?kind=document')).body as unknown as List;
    expect(items).toMatchObject([{ id: other, values_to_check: 0 }, { id }]);

    const accepted = await send('POST', `/documents/${id}/accept`);
    expect(accepted).toMatchObject({ status: 200, body: { unsure: false, accepted_by: gateway.owner } });
    expect((await send('POST', `/documents/${id}/accept`)).body.outcome?.code).toBe('already-so');
    await untilProjected(id);
    expect(await waiting()).toEqual([]);

    expect((await send('DELETE', `/documents/${id}/accept`)).body).toMatchObject({ unsure: true, accepted_by: null });
    await untilProjected(id);
    expect(await waiting()).toEqual([id]);
  });

  it('accepts only the document that the person has seen, if the request names its revision', async () => {
    const id = await extractDocument();
    const seenAs = { 'if-match': (await read(id)).etag };
    await correct(id, { sender: 'Linden' });
    const late = await send('POST', `/documents/${id}/accept`, { headers: seenAs });
    expect([late.status, late.body.code]).toEqual([412, 'item-changed']);
    expect((await read(id)).body).toMatchObject({ unsure: true, accepted_by: null });
    const now = await send('POST', `/documents/${id}/accept`, { headers: { 'if-match': (await read(id)).etag } });
    expect(now).toMatchObject({ status: 200, body: { accepted_by: gateway.owner } });
    // Somebody else's acceptance is a change too.
    expect((await send('POST', `/documents/${id}/accept`, { headers: seenAs })).status).toBe(412);
  });

  it('is a filter of bulk commands, which select exactly the documents that it lists', async () => {
    const id = await extractDocument();
    const other = await register('another invoice');
    await untilProjected(other);
    const selectIds = async (unsure: boolean): Promise<unknown> => {
      const { body } = await send('POST', '/documents/bulk/pause', { body: { filters: { unsure } } });
      return (body as unknown as { readonly results: readonly { readonly document_id: string }[] }).results.map(
        ({ document_id }) => document_id,
      );
    };
    expect(await selectIds(true)).toEqual([id]);
    expect(await selectIds(false)).toEqual([other]);
  });

  it('accepts no document whose fields have not been read', async () => {
    const { status, body } = await send('POST', `/documents/${await register()}/accept`);
    expect([status, body.code]).toEqual([409, 'refused']);
  });

  it('corrects and clears fields, and shows who did it beside what was found', async () => {
    const id = await extractDocument();
    const amount = { value: '214.60', currency: 'EUR' };
    const { status, body } = await correct(id, { sender: ' Linden ', amount, date: null, title: 'Power', tags: ['office'] });
    expect(status).toBe(200);
    expect(body.outcome).toMatchObject({ code: 'corrected', detail: expect.stringContaining('date') as string });
    expect(body).toMatchObject({
      title: 'Power',
      tags: ['office'],
      unsure: false,
      metadata: {
        sender: 'Linden',
        findings: {
          sender: { value: 'Linden', found: null, corrected_by: gateway.owner },
          date: { value: null, found: found.value, confidence: 0.5, page: 1 },
          amount: { value: '214.60', currency: 'EUR' },
          tags: { value: ['office'] },
        },
      },
    });
    expect((await correct(id, { sender: 'Linden', amount })).body.outcome?.code).toBe('already-so');
    const events = JSON.stringify((await send('GET', `/documents/${id}/events`)).body);
    expect(events).toContain('DocumentFieldsCorrected');
    expect(events).not.toContain('Linden');
  });

  it('corrects once for each key, only the revision that the person has seen, and nothing in a preview', async () => {
    const id = await extractDocument();
    const headers = { 'idempotency-key': 'once', 'if-match': (await read(id)).etag };
    const body = { sender: 'Linden' };
    const preview = await send('PATCH', `/documents/${id}/fields?dry_run=true`, { body, headers });
    expect(preview.body.dry_run).toBe(true);
    const first = await send('PATCH', `/documents/${id}/fields`, { body, headers });
    expect((await send('PATCH', `/documents/${id}/fields`, { body, headers })).body).toEqual(first.body);
    const late = await send('PATCH', `/documents/${id}/fields`, {
      body: { sender: 'X' },
      headers: { 'if-match': headers['if-match'] },
    });
    expect([late.status, late.body.code]).toEqual([412, 'item-changed']);
    const blind = await send('PATCH', `/documents/${id}/fields`, { body });
    expect([blind.status, blind.body.code]).toEqual([428, 'precondition-required']);
  });

  it.each([
    [{}, ''],
    [{ title: null }, '/title'],
    [{ sender: '  ' }, '/sender'],
    [{ sender: 'a\u0000b' }, '/sender'],
    [{ date: '2026-02-30' }, '/date'],
    [{ due_date: 'tomorrow' }, '/due_date'],
    [{ amount: { value: '1,50' } }, '/amount/value'],
    [{ amount: { value: '1.50', currency: 'euro' } }, '/amount/currency'],
    [{ amount: '1.50' }, '/amount'],
    [{ tags: ['a', 'A'] }, '/tags/1'],
    [{ language: 'German' }, '/language'],
    [{ subject: 'x' }, '/subject'],
  ])('refuses %j at %j', async (body, pointer) => {
    const answer = await correct(await extractDocument(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('forgets corrections with an erasure', async () => {
    const id = await extractDocument();
    await correct(id, { sender: 'Linden' });
    await send('POST', `/documents/${id}/erase`, { body: { confirm: true } });
    const { body } = await read(id);
    expect(body).toMatchObject({ metadata: null, unsure: false });
    expect(JSON.stringify(body)).not.toContain('Linden');
    expect((await correct(id, { sender: 'X' })).body.code).toBe('erased');
  });
});
