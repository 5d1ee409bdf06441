import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep, workThrough } from '../../testing/work-through.js';

interface Item {
  readonly revision: string;
  readonly language: string;
  readonly outcome: { readonly code: string };
}

describe('PATCH of the language of a recording', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    ({ id } = await upload(gateway, { fields: { language: 'en' } }));
  });

  const patch = async (language: unknown, ifMatch?: string, { path = '', ...more }: AskOptions & { path?: string } = {}) => {
    const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    const response = await ask(gateway, `/${id}${path}`, { method: 'PATCH', body: { language }, headers, ...more });
    return { status: response.statusCode, etag: response.headers['etag'], body: response.json<Item>() };
  };
  const read = async () => {
    const response = await ask(gateway, `/${id}?min_revision=1`, { method: 'GET' });
    return { etag: String(response.headers['etag']), item: response.json<Item>() };
  };
  const eventsOf = async (): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));

  it('sets it for future transcriptions, and records the user in the history', async () => {
    const answer = await patch('de-at', (await read()).etag);
    expect(answer).toMatchObject({ status: 200, body: { language: 'de-AT', outcome: { code: 'language-set' } } });
    expect(answer.etag).toBe(`"${answer.body.revision}"`);
    await waitUntilProjected(gateway, id);
    expect((await read()).item.language).toBe('de-AT');
    const { commit } = (await gateway.store.load(id)).commits.at(-1) ?? {};
    expect(commit).toMatchObject({
      actor: { kind: 'user', id: gateway.owner },
      events: [{ type: 'LanguageChanged', data: { by: gateway.owner, language: 'de-AT' } }],
    });
  });

  it('accepts the ETag of a recording whose progress changes', async () => {
    await ask(gateway, `/${id}/run`);
    await startStep(gateway, id, 'DOWNLOAD');
    await waitUntilProjected(gateway, id);
    const { etag } = await read();
    expect(etag).toMatch(/^W\//u);
    expect(await patch('de', etag)).toMatchObject({ status: 200, body: { language: 'de' } });
  });

  it('answers 428 without If-Match, and 412 if the recording has changed', async () => {
    const { etag } = await read();
    expect(await patch('de')).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
    expect(await patch('de', etag)).toMatchObject({ status: 200 });
    expect(await patch('fr', etag)).toMatchObject({ status: 412, body: { code: 'item-changed' } });
    expect(await patch('fr', '"another"')).toMatchObject({ status: 412 });
    expect(await eventsOf()).toEqual(['AssetRegistered', 'SourceBecameReady', 'LanguageChanged']);
  });

  it.each<[string, unknown]>([
    ['words', 'the language of Goethe'],
    ['nothing', null],
    ['an empty string', ''],
    ['an invalid tag', 'de_AT'],
    ['a number', 7],
  ])('refuses %s as a language', async (_what, language) => {
    expect(await patch(language, '*')).toMatchObject({
      status: 400,
      body: { code: 'invalid', errors: [{ pointer: '/language' }] },
    });
  });

  it('starts no run if there is nothing to transcribe again', async () => {
    const answer = await ask(gateway, `/${id}`, {
      method: 'PATCH',
      body: { language: 'de', run: true },
      headers: { 'if-match': '*' },
    });
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(await eventsOf()).toEqual(['AssetRegistered', 'SourceBecameReady', 'LanguageChanged']);
  });

  it('transcribes again at once with `run`', async () => {
    await ask(gateway, `/${id}/run`);
    await workThrough(gateway, id);
    const answer = await ask(gateway, `/${id}`, {
      method: 'PATCH',
      body: { language: 'de', run: true },
      headers: { 'if-match': '*' },
    });
    expect([answer.statusCode, answer.json<Item>().outcome.code]).toEqual([202, 'language-set']);
    const events = await eventsOf();
    expect(events.slice(events.indexOf('LanguageChanged'))).toEqual(expect.arrayContaining(['RunStarted', 'StepScheduled']));
  });

  it('shows its effect with dry_run, and changes nothing', async () => {
    const head = await gateway.store.head(id);
    expect(await patch('de', '*', { path: '?dry_run=true' })).toMatchObject({
      status: 200,
      body: { dry_run: true, would_change: true, outcome: { code: 'language-set' } },
    });
    expect(await patch('de', undefined, { path: '?dry_run=true' })).toMatchObject({ status: 428 });
    expect(await gateway.store.head(id)).toBe(head);
  });

  it('gives the same answer again for its Idempotency-Key, whatever happened since', async () => {
    const { etag } = await read();
    const first = await patch('de', etag, { key: 'one' });
    await patch('fr', '*');
    expect(await patch('de', etag, { key: 'one' })).toEqual(first);
    expect(await eventsOf()).toEqual(['AssetRegistered', 'SourceBecameReady', 'LanguageChanged', 'LanguageChanged']);
  });

  it('answers 404 for another user’s recording', async () => {
    const token = await gateway.tokenFor(['write'], 'somebody-else');
    expect(await patch('de', '*', { token })).toMatchObject({ status: 404 });
  });
});
