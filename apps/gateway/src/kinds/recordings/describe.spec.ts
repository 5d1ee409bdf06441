import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { upload } from '../../testing/upload.js';

interface Item {
  readonly id: string;
  readonly title: string | null;
  readonly outcome: { readonly code: string; readonly detail: string };
}

describe('PATCH of the texts of a recording', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    ({ id } = await upload(gateway, { fields: { title: 'A talk', language: 'en' } }));
  });

  const patch = async (body: object, ifMatch = '*', more: AskOptions = {}) => {
    const headers = ifMatch === '' ? {} : { 'if-match': ifMatch };
    const response = await ask(gateway, `/${id}`, { method: 'PATCH', body, headers, ...more });
    return { status: response.statusCode, etag: String(response.headers['etag']), body: response.json<Item>() };
  };
  const events = async (): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.slice(1).flatMap(({ commit }) => commit.events.map(({ type }) => type));

  it('changes title, description and tags, cleaned, and shows what changed', async () => {
    const answer = await patch({ title: '  Lecture 8 ', description: 'One\r\nTwo', tags: [' algebra ', 'Herbst'] });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        title: 'Lecture 8',
        description: 'One\nTwo',
        tags: ['algebra', 'Herbst'],
        outcome: { code: 'described', detail: expect.stringContaining('title, description, tags') as string },
      },
    });
    const { commit } = (await gateway.store.load(id)).commits.at(-1) ?? {};
    expect(commit?.events.map(({ data }) => data)).toEqual([{ by: gateway.owner, fields: ['title', 'description', 'tags'] }]);
  });

  it('keeps absent fields, and removes with null, but not the title', async () => {
    await patch({ description: 'One', tags: ['a'] });
    expect(await patch({ description: null })).toMatchObject({ body: { title: 'A talk', description: null, tags: ['a'] } });
    expect(await patch({ tags: null })).toMatchObject({ body: { tags: [] } });
    expect(await patch({ title: null })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/title' }] } });
  });

  it('chooses a thumbnail, which needs a second before the end, and removes it with null', async () => {
    expect(await patch({ thumbnail: { second: 12.5 } })).toMatchObject({
      body: { thumbnail: { second: 12.5, url: null }, outcome: { detail: expect.stringContaining('thumbnail') as string } },
    });
    expect(await patch({ thumbnail: { second: 12.5 } })).toMatchObject({ body: { outcome: { code: 'already-so' } } });
    expect(await patch({ thumbnail: null })).toMatchObject({ body: { thumbnail: null, title: 'A talk' } });
    for (const thumbnail of [{}, { second: -1 }, { second: '3' }, { second: 700_000 }, { second: 1, path: 'x' }, 3])
      expect(await patch({ thumbnail })).toMatchObject({ status: 400, body: { code: 'invalid' } });
    await ask(gateway, `/${id}/run`, { body: {} });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [], { duration_seconds: 61.5 });
    expect(await patch({ thumbnail: { second: 61.5 } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/thumbnail/second' }] },
    });
    expect(await patch({ thumbnail: { second: 61 } })).toMatchObject({ status: 200 });
  });

  it('is found by its new title, and no longer by the old one', async () => {
    const title = `Zebra ${id.slice(-6)}`;
    await patch({ title });
    await waitUntilProjected(gateway, id);
    const search = async (q: string): Promise<readonly string[]> =>
      (await ask(gateway, `?q=${encodeURIComponent(q)}`, { method: 'GET' }))
        .json<{ items: Item[] }>()
        .items.map((item) => item.id);
    expect(await search(title)).toEqual([id]);
    expect(await search('A talk')).not.toContain(id);
  });

  it('answers 428 without If-Match, and 412 to the slower of two editors', async () => {
    const { etag } = await patch({ description: 'One' });
    expect(await patch({ title: 'X' }, '')).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
    expect(await patch({ title: 'Mine' }, etag)).toMatchObject({ status: 200 });
    expect(await patch({ title: 'Yours' }, etag)).toMatchObject({ status: 412, body: { code: 'item-changed' } });
    expect(await events()).toEqual(['AssetDescribed', 'AssetDescribed']);
  });

  it('adds nothing if every text is the present one', async () => {
    expect(await patch({ title: 'A talk', description: null })).toMatchObject({ body: { outcome: { code: 'already-so' } } });
    expect(await events()).toEqual([]);
  });

  it('changes the language in the same commit', async () => {
    expect(await patch({ title: 'Vorlesung', language: 'de' })).toMatchObject({
      body: { title: 'Vorlesung', language: 'de', outcome: { code: 'language-set' } },
    });
    expect(await events()).toEqual(['AssetDescribed', 'LanguageChanged']);
  });

  it('merges preferences, in the same commit as the texts, and removes them with null', async () => {
    const topics = { processing_config: { transcription: { enable_topics: false }, trimming: { enable_trimming: false } } };
    const pattern = { metadata_config: { title_pattern: '{title} again' } };
    expect(await patch({ title: 'Lecture 8', preferences: { ...topics, ...pattern } })).toMatchObject({
      body: {
        preferences: { ...topics, ...pattern },
        outcome: { detail: expect.stringContaining('title, preferences') as string },
      },
    });
    expect(await events()).toEqual(['AssetDescribed', 'PreferencesChanged']);
    const change = {
      processing_config: { trimming: null, transcription: { granularity: 'long' } },
      output_config: { outputs: [] },
    };
    const { body } = await patch({ preferences: change });
    expect((body as { preferences?: unknown }).preferences).toEqual({
      processing_config: { transcription: { enable_topics: false, granularity: 'long' } },
      ...pattern,
      output_config: { outputs: [] },
    });
    expect(body.outcome).toMatchObject({ code: 'preferences-set' });
    expect(await patch({ preferences: {} })).toMatchObject({ body: { outcome: { code: 'already-so' } } });
    const groups = { processing_config: { transcription: { enable_topics: null, granularity: null } } };
    expect(await patch({ preferences: groups })).toMatchObject({
      body: { preferences: { ...pattern, output_config: { outputs: [] } } },
    });
    expect(await patch({ preferences: null })).toMatchObject({ body: { preferences: null } });
  });

  it('sets preferences only at the revision that was read', async () => {
    const { etag } = await patch({ description: 'One' });
    const preferences = { output_config: { auto_upload: false } };
    expect(await patch({ preferences }, '')).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
    expect(await patch({ preferences }, etag)).toMatchObject({ status: 200 });
    expect(await patch({ preferences: null }, etag)).toMatchObject({ status: 412, body: { code: 'item-changed' } });
  });

  it('sets preferences beside the language, but not with a run, which would not use them', async () => {
    const preferences = { output_config: { auto_upload: false } };
    for (const more of [{ language: 'de' }, {}])
      expect(await patch({ ...more, preferences, run: true })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/run', message: expect.stringContaining('run the item') as string }] },
      });
    expect(await events()).toEqual([]);
    expect(await patch({ language: 'de', preferences })).toMatchObject({ body: { language: 'de', preferences } });
    expect(await events()).toEqual(['PreferencesChanged', 'LanguageChanged']);
  });

  it.each<[string, object, string]>([
    [
      'preferences that no run could use',
      { preferences: { processing_config: { retry: { max_attempts: 0 } } } },
      '/preferences/processing_config/retry/max_attempts',
    ],
    [
      'terms in preferences',
      { preferences: { processing_config: { transcription: { vocabulary: ['Ada'] } } } },
      '/preferences/processing_config/transcription/vocabulary',
    ],
    ['nothing to change', {}, ''],
    ['a run without a language', { run: true }, '/run'],
    ['a blank title', { title: '  ' }, '/title'],
    ['a title of two lines', { title: 'a\nb' }, '/title'],
    ['a description with control characters', { description: 'a\u0000b' }, '/description'],
    ['no tags', { tags: [] }, '/tags'],
    ['a blank tag', { tags: ['a', ' '] }, '/tags/1'],
    ['a tag twice', { tags: ['Algebra', 'algebra '] }, '/tags/1'],
    ['a long tag', { tags: ['x'.repeat(65)] }, '/tags'],
    ['51 tags', { tags: Array.from({ length: 51 }, (_, index) => String(index)) }, '/tags'],
    ['an unknown field', { subject: 'x' }, '/subject'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await patch(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(JSON.stringify(answer.body)).toContain(`"pointer":"${pointer}`);
    expect(await events()).toEqual([]);
  });

  it('is refused for a deleted recording, and loses the texts of an erased one', async () => {
    await patch({ description: 'One', tags: ['a'] });
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect(await patch({ title: 'X' })).toMatchObject({ status: 409, body: { code: 'deleted' } });
    const erased = await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect(erased.json()).toMatchObject({ title: null, description: null, tags: [] });
    expect(await patch({ title: 'X' })).toMatchObject({ status: 410 });
  });
});
