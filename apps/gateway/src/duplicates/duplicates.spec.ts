import { DOCUMENT_STEPS, newId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { waitUntilProjected } from '../testing/projected.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep } from '../testing/work-through.js';
import type { DuplicateListAnswer, KeptDuplicatesAnswer, KeptListAnswer } from './duplicates.dto.js';

const AGAIN = { fields: { allow_duplicate: 'true' } };

describe('items that look the same', () => {
  let gateway: MemoryGateway;
  let stranger: string;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    stranger = await gateway.tokenFor(['write']);
  });

  const send = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, token = gateway.token) =>
    gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${token}`, ...(method === 'DELETE' ? { 'if-match': '*' } : {}) },
      ...(payload === undefined ? {} : { payload }),
    });
  const list = async (query = '', token = gateway.token) =>
    (await send('GET', `duplicates${query}`, undefined, token)).json<DuplicateListAnswer>();
  const keptOnes = async (query = '', token = gateway.token) =>
    (await send('GET', `duplicates/kept${query}`, undefined, token)).json<KeptListAnswer>();
  const keep = (ids: readonly string[], token = gateway.token) => send('POST', 'duplicates/kept', { ids }, token);
  const twice = async (bytes: string): Promise<readonly [string, string]> => {
    const [one, other] = [
      await upload(gateway, { bytes, fields: { title: `Talk ${bytes}` } }),
      await upload(gateway, { bytes, ...AGAIN }),
    ];
    return [one.id, other.id];
  };
  const idsIn = ({ items }: DuplicateListAnswer): readonly (readonly string[])[] =>
    items.map((group) => group.items.map(({ id }) => id));

  /** A document in which these values were found. */
  async function scan(values: Readonly<Record<string, string>>): Promise<string> {
    const form = formOf({}, { bytes: newId() });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    const { id } = answer.json<{ id: string }>();
    const findings = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, sure: true }]));
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf('extract_metadata_with_gpt') + 1)) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step, [], {}, step === 'extract_metadata_with_gpt' ? { ...values, findings } : undefined);
    }
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
    return id;
  }

  it('are listed with the reason and the values that differ, in pages, to nobody else', async () => {
    const [first, second] = [await twice('a'), await twice('b')];
    const all = await list();
    expect(all).toMatchObject({ total: 2, next_cursor: null });
    expect(idsIn(all)).toEqual([second, first]);
    expect(all.items[0]).toMatchObject({
      reason: 'same_file',
      kind: 'recording',
      item_count: 2,
      items: [{ title: 'Talk b', size: 1, source: { kind: 'upload' }, delivered_to: [], sender: null }, { size: 1 }],
    });
    const page = await list('?limit=1');
    const next = await list(`?limit=1&cursor=${String(page.next_cursor)}`);
    expect([...idsIn(page), ...idsIn(next)]).toEqual([second, first]);
    expect(next.next_cursor).toBeNull();
    expect(await list('?kind=document')).toMatchObject({ items: [], total: 0 });
    expect(await list('', stranger)).toMatchObject({ items: [], total: 0 });
  });

  it('are documents with the same sender, date and amount, whatever their bytes', async () => {
    const invoice = { title: 'Invoice', sender: 'Stadtwerke Linden', date: '2026-10-12', amount: '214.60' };
    const ids = [await scan(invoice), await scan({ ...invoice, sender: 'STADTWERKE, Linden' })];
    await scan({ ...invoice, amount: '99.00' });
    const all = await list('?reason=same_amount,same_title');
    expect(idsIn(all)).toEqual([ids]);
    expect(all.items[0]).toMatchObject({ reason: 'same_amount', items: [{ ...invoice, sender: 'Stadtwerke Linden' }, {}] });
  });

  it('are no longer listed when one is deleted, and again when it is restored', async () => {
    const [one, other] = await twice('a');
    expect((await send('DELETE', `recordings/${one}`)).statusCode).toBe(200);
    expect(await list()).toMatchObject({ items: [], total: 0 });
    await send('POST', `recordings/${one}/restore`);
    expect(idsIn(await list())).toEqual([[one, other]]);
  });

  it('are kept by a decision of the library, which can be taken back', async () => {
    const ids = await twice('a');
    const answer = await keep(ids);
    const decision = answer.json<KeptDuplicatesAnswer>();
    expect([answer.statusCode, decision.items.map(({ id }) => id)]).toEqual([200, [...ids].sort()]);
    expect((await keep([...ids].reverse())).json()).toEqual(decision);
    expect(await list()).toMatchObject({ items: [], total: 0 });
    expect((await keptOnes()).items).toEqual([decision]);
    expect((await keptOnes('', stranger)).items).toEqual([]);
    expect((await send('DELETE', `duplicates/kept/${decision.id}`, undefined, stranger)).statusCode).toBe(404);
    expect((await send('DELETE', `duplicates/kept/${decision.id}`)).statusCode).toBe(204);
    expect((await send('DELETE', `duplicates/kept/${decision.id}`)).statusCode).toBe(404);
    expect(idsIn(await list())).toEqual([ids]);
    const entries = await gateway.ports.administrationLog.list({ libraryId: gateway.owner, limit: 10 });
    expect(entries.map(({ kind }) => kind)).toEqual(['duplicates.shown_again', 'duplicates.kept']);
  });

  it('are kept only by people who may change the library, and only if they are in it', async () => {
    const ids = await twice('a');
    expect((await keep(ids, await gateway.tokenFor(['read'], gateway.owner))).statusCode).toBe(403);
    expect((await keep(ids, stranger)).statusCode).toBe(404);
    expect((await keep([ids[0], newId()])).statusCode).toBe(404);
  });

  it('list no decision of erased items', async () => {
    const [one, other] = await twice('a');
    await keep([one, other]);
    await send('DELETE', `recordings/${one}`);
    await send('POST', `recordings/${one}/erase`, { confirm: true });
    await waitUntilProjected(gateway, one);
    expect((await keptOnes()).items).toEqual([]);
    const refused = await keep([one, other]);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([410, 'erased']);
  });

  it.each([
    ['no item', []],
    ['one item', ['a']],
    ['an item twice', ['a', 'a']],
    ['too many items', Array.from({ length: 51 }, (_, at) => String(at))],
    ['a text', 'a'],
    ['nothing', undefined],
  ])('refuses a decision about %s', async (_, ids) => {
    const answer = await send('POST', 'duplicates/kept', { ids });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid']);
  });

  it.each(['limit=0', 'limit=21', 'cursor=x', 'kind=session', 'reason=same_text'])('refuses %s', async (query) => {
    const answer = await send('GET', `duplicates?${query}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid']);
  });
});
