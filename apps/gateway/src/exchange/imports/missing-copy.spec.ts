import type { CloudEvent } from '@throughline/contracts';
import type { ActionItem } from '@throughline/domain';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { importHistory, migrateDocument } from '../../testing/migrate-document.js';
import { createTusClient } from '../../testing/tus.js';
import { completeStep, currentAttemptId, startStep } from '../../testing/work-through.js';

const SCAN = 'the bytes of the letter';

describe('an imported document whose file stays in a folder of the other system', () => {
  let old: MemoryGateway;
  let gateway: MemoryGateway;
  let id: string;
  let copy: string;
  let history: readonly CloudEvent[];

  const openGateway = async (): Promise<MemoryGateway> => {
    const sourceService = new MemorySourceService();
    sourceService.put('letter.pdf', 'bytes');
    return openMemoryGateway({ ports: { sourceService } });
  };
  const send = (of: MemoryGateway, path: string, payload?: object) =>
    sendRequest<Readonly<Record<string, unknown>>>(of, 'POST', path, { payload });
  const bind = async (of: MemoryGateway, fields: object = {}): Promise<unknown> => {
    const items = [{ id, folder: 'inbox', path: 'letter.pdf' }];
    return (await send(of, '/admin/imports/originals', { items, ...fields })).body;
  };
  const replace = async () => {
    const tus = createTusClient(gateway, gateway.token);
    const { location } = await tus.begin(SCAN.length, { replaces: id, pipeline: 'document', filename: 'scan.pdf' });
    await tus.send(location, 0, Buffer.from(SCAN));
    return (await tus.result(location)).json<unknown>();
  };

  beforeAll(async () => {
    old = await openGateway();
    id = await migrateDocument(old, '7');
    expect(await bind(old)).toMatchObject({ items: [{ outcome: 'bound' }] });
    expect((await send(old, `/documents/${id}/run`, {})).status).toBe(202);
    await startStep(old, id, 'hash_file');
    copy = `${id}/run/hash_file/${await currentAttemptId(old, id, 'hash_file')}/scan.pdf`;
    const stored = await old.artifacts.put(copy, Buffer.from(SCAN));
    await completeStep(old, id, 'hash_file', [
      { role: 'source', name: 'scan.pdf', key: copy, mediaType: 'application/pdf', ...stored },
    ]);
    expect((await send(old, `/documents/${id}/cancel`, {})).status).toBe(200);
    const exported = await old.app.inject({
      url: `/api/v1/item-exports/${id}/events`,
      headers: { authorization: `Bearer ${old.token}` },
    });
    history = exported.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CloudEvent);
  });
  afterAll(() => old.close());
  beforeEach(async () => {
    gateway = await openGateway();
    expect(await importHistory(gateway, id, history)).toMatchObject({ items: [{ outcome: 'imported' }] });
  });
  afterEach(() => gateway.close());

  /** Returns the code of the refusal of an action, as the item, its list and its explanation show it; `allowed` if it is none. */
  const listActions = async (action: string): Promise<readonly string[]> => {
    const get = async (path: string) =>
      (
        await gateway.app.inject({ url: `/api/v1/documents${path}`, headers: { authorization: `Bearer ${gateway.token}` } })
      ).json<{
        readonly allowed_actions?: readonly ActionItem[];
        readonly items?: readonly { readonly allowed_actions: readonly ActionItem[] }[];
      }>();
    const answers = await Promise.all([get(`/${id}`), get(''), get(`/${id}/explain`)]);
    return answers.map(({ items, allowed_actions: actions = items?.[0]?.allowed_actions }) => {
      const one = actions?.find((each) => each.action === action);
      return one?.allowed === true ? 'allowed' : (one?.code ?? 'absent');
    });
  };
  const everywhere = (code: string): readonly string[] => [code, code, code];

  it('shows as allowed what the store allows, also when the bytes come later or nobody can ask', async () => {
    const stat = jest.spyOn(gateway.artifacts, 'stat').mockRejectedValue(new Error('The store is away'));
    expect(await listActions('reset')).toEqual(everywhere('only-copy'));
    stat.mockRestore();
    expect(await listActions('reset')).toEqual(everywhere('allowed'));
    expect(await listActions('replace_file')).toEqual(everywhere('allowed'));
    await gateway.artifacts.put(copy, Buffer.from(SCAN));
    expect(await listActions('reset')).toEqual(everywhere('only-copy'));
    expect(await listActions('replace_file')).toEqual(everywhere('file-in-use'));
  });

  it('has another ETag after the bytes have come, because its actions have changed', async () => {
    const get = (headers: object = {}) =>
      gateway.app.inject({
        url: `/api/v1/documents/${id}`,
        headers: { authorization: `Bearer ${gateway.token}`, ...headers },
      });
    const { etag } = (await get()).headers;
    expect((await get({ 'if-none-match': etag })).statusCode).toBe(304);
    await gateway.artifacts.put(copy, Buffer.from(SCAN));
    expect((await get({ 'if-none-match': etag })).statusCode).toBe(200);
  });

  it('is read while the store hangs, which is asked only once about its copy', async () => {
    const stat = jest.spyOn(gateway.artifacts, 'stat').mockReturnValue(new Promise(() => undefined));
    for (let reads = 0; reads < 3; reads += 1) expect(await listActions('reset')).toEqual(everywhere('only-copy'));
    expect(stat).toHaveBeenCalledTimes(1);
  });

  it('keeps its copy if the bytes have come with it', async () => {
    await gateway.artifacts.put(copy, Buffer.from(SCAN));
    expect((await send(gateway, `/documents/${id}/reset`)).body).toMatchObject({
      detail: expect.stringMatching(/copy that another system has made/) as string,
    });
    expect(await bind(gateway)).toMatchObject({
      items: [{ outcome: 'refused', problem: { detail: expect.stringMatching(/copy/) as string } }],
    });
  });

  it('can be reset if the bytes have not come', async () => {
    expect((await send(gateway, `/documents/${id}/reset?dry_run=true`)).status).toBe(200);
    expect(await send(gateway, `/documents/${id}/reset`)).toMatchObject({
      status: 200,
      body: { source: { history_only: true } },
    });
  });

  it('is bound to a file in a folder here if the bytes have not come, also a second time', async () => {
    expect(await bind(gateway, { dry_run: true })).toMatchObject({ items: [{ outcome: 'bound' }] });
    expect(await bind(gateway)).toMatchObject({ items: [{ outcome: 'bound' }] });
    expect(await bind(gateway)).toMatchObject({ items: [{ outcome: 'unchanged' }] });
    expect((await send(gateway, `/documents/${id}/run`, {})).status).toBe(202);
  });

  it('gets an uploaded file without a failure if the bytes have not come', async () => {
    expect(await replace()).toMatchObject({ recording_id: id });
  });
});
