import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import type { QuarantineDecision, QuarantineDetails, QuarantineListItem } from './quarantine.dto.js';

describe('items in quarantine', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  /** Appends these texts, none of which is a valid commit, and returns the id of the quarantined item. */
  const quarantineItem = async (...texts: readonly string[]): Promise<string> => {
    const { id } = await upload(gateway, { fields: { title: 'The zanzibar talk' } });
    await waitUntilProjected(gateway, id);
    for (const text of texts) gateway.store.inject(id, bytes(text));
    gateway.rows.quarantine(id);
    return id;
  };
  interface Answer extends QuarantineDetails, Omit<QuarantineDecision, 'commit_id'> {
    readonly items: readonly QuarantineListItem[];
    readonly code: string;
    readonly errors: unknown;
  }
  const call = (path: string, { method = 'POST', ...parts }: RequestParts & { readonly method?: Method } = {}) =>
    sendRequest<Answer>(gateway, method, `/admin/quarantine${path}`, parts);
  const get = (path = '') => call(path, { method: 'GET' });

  it('are listed with the first unreadable commit, and examined with every commit to discard', async () => {
    const { last } = await gateway.store.incarnation();
    const id = await quarantineItem('hello', '{"id":"odd-1"}');
    const { items } = (await get()).body;
    const position = String(Number(last) + 2);
    expect(items).toMatchObject([{ id, position, code: 'undecodable', reason: 'A stored commit is not JSON' }]);
    const { body } = await get(`/${id}`);
    expect(body).toMatchObject({ id, readable_commits: 1, decisions: [] });
    expect(body.obstacles.map((one) => one.commit_id)).toEqual([expect.stringMatching(/^bytes-/), 'odd-1']);
  });

  it("continue once each unreadable commit is discarded; the log has the decision's author and its sealed reason", async () => {
    const id = await quarantineItem('hello', '{"id":"odd-1"}');
    const first = await call(`/${id}/discard`, { payload: { reason: 'Mister X wrote it' } });
    expect(first).toMatchObject({ status: 200, body: { id, decision: 'discard' } });
    expect((await call(`/${id}/discard`, { payload: { commit_id: 'odd-1' } })).body.commit_id).toBe('odd-1');
    const { commits } = await gateway.store.load(id);
    expect(commits.at(-2)?.commit).toMatchObject({
      actor: { kind: 'user', id: gateway.owner },
      events: [{ type: 'CommitDiscarded', personal: { reason: 'Mister X wrote it' } }],
    });
    const { decisions } = (await get(`/${id}`)).body;
    expect(decisions).toMatchObject([
      { decision: 'discard', reason: 'Mister X wrote it', by: gateway.owner },
      { decision: 'discard', commit_id: 'odd-1', reason: null },
    ]);
    gateway.rows.edit(id, (row) => ({ ...row, held: undefined }));
    expect(await call(`/${id}/discard`)).toMatchObject({ status: 404, body: { code: 'not-quarantined' } });
    expect((await ask(gateway, `/${id}/run`)).statusCode).toBe(202);
  });

  it('show the effect of a decision with dry_run, or the same refusal, and change nothing', async () => {
    const id = await quarantineItem('hello', '{"id":"odd-1"}');
    const head = await gateway.store.head(id);
    const preview = async (path: string, body = {}) => (await call(`/${id}/${path}?dry_run=true`, { payload: body })).body;
    const discard = await preview('discard');
    expect(discard).toMatchObject({ dry_run: true, id, would_change: true, status_after: null, outcome: { code: 'discard' } });
    expect(JSON.stringify(discard)).toMatch(/Commit bytes-\w+ would be removed .* would stay in quarantine, at commit odd-1\./);
    expect(await preview('retry')).toMatchObject({
      status_after: null,
      outcome: { detail: expect.stringMatching(/at commit bytes-\w+: A stored commit is not JSON\.$/) as string },
    });
    expect(await preview('discard', { commit_id: 'none' })).toMatchObject({ errors: [{ pointer: '/commit_id' }] });
    expect(await gateway.store.head(id)).toBe(head);
    await call(`/${id}/discard`);
    expect(await preview('discard', { commit_id: 'odd-1' })).toMatchObject({
      status_after: 'INITIALIZED',
      outcome: { detail: 'Commit odd-1 would be removed from the history permanently. The item would continue.' },
    });
    gateway.rows.quarantine(id, 'needs-upgrade');
    expect(await preview('discard')).toMatchObject({ code: 'needs-upgrade' });
  });

  it('are retried unchanged, once however often the request is sent', async () => {
    const id = await quarantineItem('hello');
    const request = { payload: { reason: 'repaired' }, key: 'again' };
    const { body } = await call(`/${id}/retry`, request);
    expect(body).toMatchObject({ decision: 'retry', commit_id: null });
    expect((await call(`/${id}/retry`, request)).body).toEqual(body);
    expect((await get(`/${id}`)).body.decisions).toMatchObject([{ decision: 'retry', reason: 'repaired' }]);
  });

  it.each([
    ['variation selectors', 'a\uFE0F', 250],
    ['emoji of two code units', '😀', 500],
    ['combining accents', 'e\u0301', 250],
  ])('take a reason of 500 characters with %s, and refuse a longer one as invalid', async (_what, part, most) => {
    const id = await quarantineItem('hello');
    const reason = part.repeat(most);
    expect(await call(`/${id}/retry`, { payload: { reason: `${reason}a` } })).toMatchObject({
      status: 400,
      body: { code: 'invalid', errors: [{ pointer: '/reason', message: expect.stringContaining('500') as string }] },
    });
    expect(await call(`/${id}/retry`, { payload: { reason } })).toMatchObject({ status: 200 });
    expect((await get(`/${id}`)).body.decisions).toMatchObject([{ reason }]);
  });

  it('lose no readable commit, and none that only a newer release can read', async () => {
    const id = await quarantineItem('hello');
    const [registered] = (await gateway.ports.acts.examine(id)).commits;
    const refused = await call(`/${id}/discard`, { payload: { commit_id: registered?.commit.id } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/commit_id' }] } });
    gateway.rows.quarantine(id, 'needs-upgrade');
    expect(await call(`/${id}/discard`)).toMatchObject({ status: 409, body: { code: 'needs-upgrade' } });
    expect((await call(`/${id}/retry`)).status).toBe(200);
  });

  it.each([
    ['an unknown id', '0192f0c1-7a3b-7c4d-8e5f-0123456789ab'],
    ['no id', 'x'],
  ])('are hidden from %s', async (_what, id) => {
    for (const path of [`/${id}/discard`, `/${id}/retry`]) expect((await call(path)).status).toBe(404);
    expect((await get(`/${id}`)).status).toBe(404);
  });

  it('are available to administrators only', async () => {
    const id = await quarantineItem('hello');
    const token = await gateway.tokenFor(['write'], gateway.owner);
    for (const path of [`/${id}/discard`, `/${id}/retry`]) expect((await call(path, { token })).status).toBe(403);
    expect((await call('', { method: 'GET', token })).status).toBe(403);
  });

  it('show position and reason, and that they can be deleted or erased', async () => {
    const id = await quarantineItem('hello');
    const item = (await ask(gateway, `/${id}`, { method: 'GET' })).json<{
      quarantine: object;
      allowed_actions: { action: string; allowed: boolean }[];
    }>();
    expect(item.quarantine).toMatchObject({ position: '1', code: 'undecodable', reason: expect.any(String) as string });
    expect(item.allowed_actions.filter(({ allowed }) => allowed).map(({ action }) => action)).toEqual(['delete', 'erase']);
  });

  it('can be deleted and restored like any other', async () => {
    const id = await quarantineItem('hello');
    const head = await gateway.store.head(id);
    expect((await ask(gateway, `/${id}?dry_run=true`, { method: 'DELETE' })).statusCode).toBe(200);
    expect(await gateway.store.head(id)).toBe(head);
    const deleted = await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect(deleted.json()).toMatchObject({ outcome: { code: 'deleted' } });
    gateway.rows.edit(id, (row) => ({ ...row, held: undefined }));
    expect((await ask(gateway, `/${id}/restore`)).statusCode).toBe(200);
  });

  it('can be erased, after which none of their texts can be read', async () => {
    const id = await quarantineItem('hello');
    const erased = await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect(erased.json()).toMatchObject({ title: null, outcome: { code: 'erased' } });
    expect(JSON.stringify((await gateway.store.load(id)).commits)).not.toContain('zanzibar');
  });
});
