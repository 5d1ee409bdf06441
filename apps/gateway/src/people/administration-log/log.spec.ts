import { ulid } from 'ulid';
import { newEntry } from '../../testing/administration-log-store.contract.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import type { EntryPage } from './log.dto.js';

describe('the administration log', () => {
  let gateway: MemoryGateway;
  let petra: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    petra = ulid();
    await gateway.ports.users.add({ id: petra, name: 'Petra', role: 'viewer' });
    const { administrationLog: log } = gateway.ports;
    const names = ['one', 'two', '=cmd("three")'];
    for (const name of names)
      await log.append(
        () => Promise.resolve(),
        () => [
          newEntry({
            subject: { type: 'token', id: name, name },
            kind: 'token.created',
            changes: { secret: 'changed', days: { from: null, to: 3 } },
          }),
        ],
      );
  });
  afterAll(() => gateway.close());

  const get = async (query = '', token = gateway.token) => {
    const response = await gateway.app.inject({
      url: `/api/v1/admin/log${query}`,
      headers: { authorization: `Bearer ${token}` },
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      page: response.body.startsWith('{') ? response.json<EntryPage>() : undefined,
    };
  };

  it('is read newest first, page by page, and filtered', async () => {
    const first = await get('?limit=2');
    expect(first.page?.items.map(({ sentence }) => sentence)).toEqual([
      'Created the token =cmd("three")',
      'Created the token two',
    ]);
    const second = await get(`?limit=2&cursor=${first.page?.next_cursor ?? ''}`);
    expect(second.page).toMatchObject({ items: [{ subject: { name: 'one' } }], next_cursor: null });
    expect((await get('?kind=token&subject=two')).page?.items).toHaveLength(1);
    expect((await get('?actor=Nora&kind=user')).page?.items).toEqual([]);
    expect((await get('?until=2020-01-01')).page?.items).toEqual([]);
    expect(second.page?.items[0]).toMatchObject({
      kind: 'token.created',
      actor: { type: 'user', name: 'Nora' },
      address: '192.0.2.14',
      credential: { kind: 'token', name: 'laptop' },
      library_id: null,
      changes: [
        { field: 'secret', from: null, to: null, hidden: true },
        { field: 'days', from: null, to: '3', hidden: false },
      ],
    });
  });

  it('is closed to everybody but administrators', async () => {
    const [writer, member] = [await gateway.tokenFor(['write'], gateway.owner), await gateway.tokenFor(['admin'], petra)];
    for (const token of [writer, member]) expect((await get('', token)).status).toBe(403);
    expect((await get('/download', writer)).status).toBe(403);
    expect((await get('', 'tl_unknown-unknown-unknown')).status).toBe(401);
  });

  it('refuses a cursor that this server did not make, and a wrong filter', async () => {
    for (const query of ['?cursor=x', '?cursor=MA', '?cursor=LTE', '?kind=A%20b', '?from=soon', '?limit=0'])
      expect({ query, status: (await get(query)).status }).toEqual({ query, status: 400 });
  });

  it('is downloaded as CSV whose cells run nothing, and as JSON Lines', async () => {
    const csv = await get('/download');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="administration-log.csv"');
    const lines = csv.text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^at,actor,actor_id,address,/);
    expect(lines[1]).toContain(`"'=cmd(""three"")"`);
    expect(lines[1]).toContain('"secret: changed; days: - → 3"');
    const jsonl = await get('/download?format=jsonl&subject=one');
    expect(
      jsonl.text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { subject: object }).subject),
    ).toEqual([{ type: 'token', id: 'one', name: 'one' }]);
  });

  it('shows libraries by their names, which entries do not keep', async () => {
    const changes = { library: { from: petra, to: gateway.owner }, role: { from: 'viewer', to: 'operator' } };
    await gateway.ports.administrationLog.append(
      () => Promise.resolve(),
      () => [newEntry({ kind: 'user.changed', changes })],
    );
    const [entry] = (await get('?kind=user.changed')).page?.items ?? [];
    expect(entry?.changes[0]).toEqual({ field: 'library', from: 'Petra', to: `user-${gateway.owner}`, hidden: false });
  });
});
