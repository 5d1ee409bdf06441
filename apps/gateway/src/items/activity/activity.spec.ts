import { newId } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, failStep, startStep } from '../../testing/work-through.js';
import type { ActivityAnswer } from './activity.dto.js';

describe('what happened in a library', () => {
  let gateway: MemoryGateway;
  let other: { readonly token: string; readonly id: string };
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    const token = await gateway.tokenFor(['write']);
    other = { token, id: (await get('/me', token)).json<{ id: string }>().id };
  });
  afterAll(() => gateway.close());

  const get = (path: string, token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } });
  const page = async (query = '', token = gateway.token): Promise<ActivityAnswer> =>
    (await get(`/activity?${query}`, token)).json<ActivityAnswer>();
  const linesOf = ({ items }: ActivityAnswer): readonly string[] =>
    items.map(({ item: { kind, title }, message }) => `${kind} ${String(title)}: ${String(message)}`);
  const send = async (method: 'DELETE' | 'PATCH', path: string, payload?: object): Promise<void> => {
    const answer = await gateway.app.inject({
      method,
      url: `/api/v1/recordings/${path}`,
      headers: { authorization: `Bearer ${gateway.token}`, 'if-match': '*' },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(answer.statusCode).toBeLessThan(300);
  };
  const move = (id: string, library: string) =>
    gateway.ports.commands.execute(
      id,
      { type: 'TransferAsset', now: new Date().toISOString(), by: gateway.owner, library, outputs: [] },
      { commandId: newId(), actor: { kind: 'user', id: gateway.owner }, correlationId: 'spec' },
    );

  it('is listed newest first, in pages, without the machinery of the steps', async () => {
    const { id: talk } = await upload(gateway, { fields: { run: 'true', title: 'Talk' } });
    const { id: lesson } = await upload(gateway, { fields: { title: 'Lesson' } });
    await startStep(gateway, talk, 'DOWNLOAD');
    await completeStep(gateway, talk, 'DOWNLOAD');
    await startStep(gateway, talk, 'TRIM');
    await failStep(gateway, talk, 'TRIM');
    await send('DELETE', lesson);
    await Promise.all([talk, lesson].map((id) => waitUntilProjected(gateway, id)));
    const all = await page();
    expect(linesOf(all)).toEqual([
      expect.stringMatching(/^recording Lesson: Deleted by /),
      expect.stringMatching(/^recording Talk: Silence trimming failed: broken/),
      expect.stringMatching(/^recording Lesson: Registered from an upload/),
      'recording Talk: Registered from an upload',
    ]);
    expect(all.items.map(({ item }) => item.deleted)).toEqual([true, false, true, false]);
    expect(all.items[0]?.actor).toMatchObject({ kind: 'user', id: gateway.owner });
    const first = await page('limit=3');
    const second = await page(`limit=3&cursor=${String(first.next_cursor)}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect([all.next_cursor, second.next_cursor]).toEqual([null, null]);
  });

  it('tells a library nothing of items that are not in it now', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Leaves' } });
    await waitUntilProjected(gateway, id);
    expect(linesOf(await page())[0]).toMatch(/^recording Leaves: Registered/);
    expect(linesOf(await page('', other.token))).toEqual([]);
    await move(id, other.id);
    await waitUntilProjected(gateway, id);
    expect(linesOf(await page()).join()).not.toContain('Leaves');
    expect(linesOf(await page('', other.token))).toEqual([expect.stringMatching(/^recording Leaves: Moved from library/)]);
  });

  it('shows the title that an item has now, and none once it is erased', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Secret' } });
    await send('PATCH', id, { title: 'Still secret' });
    await waitUntilProjected(gateway, id);
    expect(linesOf(await page('limit=2'))).toEqual([
      expect.stringMatching(/^recording Still secret: Title changed/),
      expect.stringMatching(/^recording Still secret: Registered/),
    ]);
    await send('DELETE', id);
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, id);
    const after = await page('limit=4');
    expect(JSON.stringify(after)).not.toContain('ecret');
    expect(linesOf(after)[0]).toMatch(/^recording null: Erased by/);
  });

  it.each(['cursor=1', 'cursor=-1.0', 'cursor=1.0;', 'limit=0', 'limit=501', 'limit=x'])('refuses %s', async (query) => {
    const answer = await get(`/activity?${query}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid']);
  });
});
