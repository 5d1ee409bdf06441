import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { importHistory, migratedHistory, migrateDocument } from '../../testing/migrate-document.js';
import type { OriginalOutcomeAnswer } from './originals.dto.js';

describe('files that stay in folders of the server', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let id: string;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    service = new MemorySourceService();
    service.put('letter.pdf', 'bytes');
    gateway = await renew({ sourceService: service });
    id = await migrate('7');
  });

  const send = (path: string, payload: object) =>
    sendRequest<Readonly<Record<string, unknown>>>(gateway, 'POST', path, { payload });
  const read = async () => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const [item, events] = await Promise.all(
      ['', '/events'].map((rest) => gateway.app.inject({ method: 'GET', url: `/api/v1/documents/${id}${rest}`, headers })),
    );
    return { item: item?.json<{ readonly source: object; readonly file_name: string | null }>(), events: events?.body ?? '' };
  };
  const migrate = (externalId: string): Promise<string> => migrateDocument(gateway, externalId);
  const bind = async (item: object = {}, fields: object = {}) => {
    const items = [{ id, folder: 'inbox', path: 'letter.pdf', ...item }];
    const { body } = await send('/admin/imports/originals', { items, ...fields });
    const [answer] = body['items'] as readonly OriginalOutcomeAnswer[];
    return [answer?.outcome, ...(answer?.problem === undefined ? [] : [answer.problem.detail])];
  };

  it('belong to their item from then on, which is no longer history only', async () => {
    expect((await read()).item).toMatchObject({ source: { kind: 'history', history_only: true, size: null } });
    expect(await bind({}, { dry_run: true })).toEqual(['bound']);
    expect((await read()).item).toMatchObject({ source: { history_only: true } });
    expect(await bind()).toEqual(['bound']);
    const { item, events } = await read();
    expect(item?.source).toMatchObject({ url: null, original: { folder: 'inbox', path: 'letter.pdf', size: 5 } });
    expect(item?.source).not.toHaveProperty('history_only');
    expect(events).toContain('The file stays in the folder inbox of the server: 5 B. An erasure does not remove it');
    expect(events).not.toContain('letter.pdf');
    expect((await send(`/documents/${id}/run`, {})).status).toBe(202);
  });

  it('are bound once', async () => {
    await bind();
    const head = await gateway.store.head(id);
    expect(await bind()).toEqual(['unchanged']);
    expect(await bind({}, { dry_run: true })).toEqual(['unchanged']);
    expect(await gateway.store.head(id)).toBe(head);
  });

  it('can be corrected until a run has read them, also back to an earlier one', async () => {
    service.put('same-size.pdf', 'bytes');
    await bind();
    for (const path of ['same-size.pdf', 'letter.pdf']) {
      expect(await bind({ path }, { dry_run: true })).toEqual(['bound']);
      expect(await bind({ path })).toEqual(['bound']);
      expect((await read()).item).toMatchObject({ file_name: 'scan.pdf', source: { original: { path } } });
      expect(await bind({ path })).toEqual(['unchanged']);
    }
    await send(`/documents/${id}/run`, {});
    expect(await bind({ path: 'same-size.pdf' })).toEqual(['refused', expect.stringMatching(/present run/)]);
  });

  it('are judged by the state that the command is decided on', async () => {
    service.put('other.pdf', 'other bytes');
    await bind();
    // Another request binds another file after this one was checked, and before it is decided.
    const execute = gateway.ports.commands.execute.bind(gateway.ports.commands);
    let other: readonly unknown[] = [];
    jest.spyOn(gateway.ports.commands, 'execute').mockImplementationOnce(async (...command) => {
      other = await bind({ path: 'other.pdf' });
      return execute(...command);
    });
    expect(await bind()).toEqual(['bound']);
    expect(other).toEqual(['bound']);
    expect((await read()).item).toMatchObject({ source: { original: { path: 'letter.pdf' } } });
  });

  it('are refused alone, with the reason', async () => {
    const other = await migrate('8');
    const { body } = await send('/admin/imports/originals', {
      items: [
        { id, folder: 'inbox', path: 'none.pdf' },
        { id: other, folder: 'inbox', path: 'letter.pdf' },
      ],
    });
    expect(body).toMatchObject({
      items: [
        { outcome: 'refused', problem: { code: 'original-refused', detail: 'The file does not exist.' } },
        { outcome: 'bound' },
      ],
    });
    expect(await bind({ id: '0190a000-0000-7000-8000-000000000009' })).toEqual(['refused', expect.stringMatching(/no item/)]);
    service.isAway = true;
    expect((await send('/admin/imports/originals', { items: [{ id, folder: 'inbox', path: 'letter.pdf' }] })).body).toMatchObject(
      {
        code: 'no-ingest-service',
      },
    );
  });

  it('wait for the end of an import that was broken off, which then continues', async () => {
    const { id: half, events } = migratedHistory(gateway, '9');
    expect(await importHistory(gateway, half, events, { complete: false })).toMatchObject({
      items: [{ outcome: 'in-progress' }],
    });
    const head = await gateway.store.head(half);
    for (const dryRun of [{ dry_run: true }, {}])
      expect(await bind({ id: half }, dryRun)).toEqual(['refused', 'The item is being imported, and its import has not ended.']);
    expect(await gateway.store.head(half)).toBe(head);
    expect(await importHistory(gateway, half, events)).toMatchObject({ items: [{ outcome: 'imported' }] });
    expect(await bind({ id: half })).toEqual(['bound']);
    expect(await importHistory(gateway, half, events)).toMatchObject({ items: [{ outcome: 'unchanged' }] });
  });

  it('that nobody has looked for in time are not called missing', async () => {
    const other = await migrate('8');
    service.mostLocated = 1;
    const items = [id, other].map((one) => ({ id: one, folder: 'inbox', path: 'letter.pdf' }));
    expect((await send('/admin/imports/originals', { items })).body).toMatchObject({
      items: [
        { outcome: 'bound' },
        { outcome: 'refused', problem: { code: 'unavailable', detail: 'Nobody has looked for the file yet.' } },
      ],
    });
  });

  it('are named before and after an erasure, which does not remove them', async () => {
    await bind();
    const preview = await send(`/documents/${id}/erase?dry_run=true`, { confirm: true });
    expect(preview.body).toMatchObject({
      outcome: {
        try_instead:
          'The original is not deleted, because it was left in a folder of the server. Delete it there yourself (inbox/letter.pdf).',
      },
    });
    const erased = await send(`/documents/${id}/erase`, { confirm: true });
    expect(erased.body).toMatchObject({
      source: { original: { folder: 'inbox', path: null } },
      outcome: { try_instead: expect.stringContaining('(inbox/letter.pdf)') as string },
    });
    const { events } = await read();
    expect(events).toContain('Its original was left in the folder inbox of the server');
    expect(events).not.toContain('letter.pdf');
  });

  it('are not named any more when their erasure is repeated under its key', async () => {
    await bind();
    const erase = async () => {
      const headers = { authorization: `Bearer ${gateway.token}`, 'idempotency-key': 'erase-1' };
      const url = `/api/v1/documents/${id}/erase`;
      return gateway.app.inject({ method: 'POST', url, headers, payload: { confirm: true } });
    };
    expect((await erase()).body).toContain('(inbox/letter.pdf)');
    const again = await erase();
    expect(again.statusCode).toBe(200);
    expect(again.json()).toMatchObject({
      outcome: { code: 'erased', try_instead: expect.stringContaining('(inbox)') as string },
    });
    expect(again.body).not.toContain('letter.pdf');
    // The texts are gone from the second answer, so it is kept like any other.
    expect((await erase()).headers['idempotency-replayed']).toBe('true');
  });

  it('are not named by a kept answer of an erasure, even if they were bound while it was decided', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, 'idempotency-key': 'erase-1' };
    const erase = () =>
      gateway.app.inject({ method: 'POST', url: `/api/v1/documents/${id}/erase`, headers, payload: { confirm: true } });
    // The erasure is first decided on the item without its file. Then the binding is stored before it.
    const append = gateway.store.append.bind(gateway.store);
    jest.spyOn(gateway.store, 'append').mockImplementationOnce(async (...commit) => {
      expect(await bind()).toEqual(['bound']);
      return append(...commit);
    });
    expect((await erase()).body).toContain('(inbox/letter.pdf)');
    const again = await erase();
    expect(again.headers['idempotency-replayed']).toBeUndefined();
    expect(again.body).not.toContain('letter.pdf');
  });
});
