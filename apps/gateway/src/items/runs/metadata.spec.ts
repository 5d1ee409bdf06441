import {
  identifyPatterns,
  isPresent,
  makeDeliveredTexts,
  patternsFor,
  textFactsOf,
  topicsDisplayOf,
  type Asset,
  type PersonalData,
} from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

interface Preview {
  readonly config_sources: Readonly<Record<string, string>>;
  readonly metadata: readonly { readonly output: string; readonly title: string | null; readonly pending: readonly string[] }[];
}

const TITLE = 'metadata.title_pattern';
const TOPICS = [
  { title: 'Welcome', start: 0 },
  { title: 'Questions', start: 70 },
];

let gateway: MemoryGateway;
beforeAll(async () => {
  gateway = await openMemoryGateway();
});
afterAll(() => gateway.close());

const preview = async (id: string, body: object = {}): Promise<Preview> =>
  (await ask(gateway, `/${id}/run?dry_run=true`, { body })).json<Preview>();
const prefer = (id: string, body: object) =>
  ask(gateway, `/${id}/preferences`, { method: 'PUT', body, headers: { 'if-match': '*' } });
const titled = (title_pattern: string) => ({ metadata_config: { title_pattern } });
const send = (method: 'PUT' | 'POST', path: string, payload: object) =>
  gateway.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${gateway.token}`, 'if-match': '*' },
    payload,
  });

async function addTemplate(name: string, config: object): Promise<number> {
  return (await send('POST', '/templates', { name, ...config })).json<{ id: number }>().id;
}

async function loadItem(id: string): Promise<{ readonly asset: Asset; readonly personal: PersonalData }> {
  const loaded = await gateway.ports.commands.load(id);
  if (loaded === undefined || !isPresent(loaded.state)) throw new Error(`${id} is not there`);
  return { asset: loaded.state, personal: loaded.personal };
}

async function storeTopics(id: string) {
  const key = `${id}/files/topics.json`;
  const stored = await gateway.artifacts.put(key, Buffer.from(JSON.stringify({ topics: TOPICS })));
  return { role: 'topics', name: 'topics.json', key, mediaType: 'application/json', ...stored };
}

describe('the texts of a run', () => {
  it('come from the layers of its configuration (CFG-02)', async () => {
    const { id } = await upload(gateway, { fields: { title: 'A talk' } });
    const titleOf = async (body?: object) => {
      const { config_sources, metadata } = await preview(id, body);
      return [config_sources[TITLE], metadata[0]?.title];
    };
    expect(await titleOf()).toEqual([undefined, 'A talk']);
    const template = await addTemplate('Patterns', titled('T {title}'));
    await ask(gateway, `/${id}/template/${String(template)}`);
    expect(await titleOf()).toEqual(['template', 'T A talk']);
    await prefer(id, titled('P {title}'));
    expect(await titleOf()).toEqual(['preferences', 'P A talk']);
    expect(await titleOf(titled('R {title}'))).toEqual(['request', 'R A talk']);
    expect((await ask(gateway, `/${id}`, { method: 'GET' })).json()).toMatchObject({ preferences: titled('P {title}') });
    await prefer(id, {});
    await ask(gateway, `/${id}/run`, { body: titled('R {title}') });
    await ask(gateway, `/${id}/cancel`);
    expect(await titleOf()).toEqual(['previous run', 'R A talk']);
  });

  it('are sealed: the open part of the log has no pattern', async () => {
    const fields = { run: 'true', metadata_config: JSON.stringify(titled('zanzibar at first').metadata_config) };
    const { id } = await upload(gateway, { fields });
    await ask(gateway, `/${id}/cancel`);
    await prefer(id, { metadata_config: { description_pattern: 'zanzibar {topics}' } });
    await ask(gateway, `/${id}/run`, { body: titled('zanzibar {title}') });
    const { commits } = await gateway.store.load(id);
    const data = commits.flatMap(({ commit }) => commit.events.map((event) => event.data));
    expect(JSON.stringify(data)).toContain('"title_pattern"');
    expect(JSON.stringify(data)).not.toContain('zanzibar');
    const { asset, personal } = await loadItem(id);
    expect(JSON.stringify(asset)).not.toContain('zanzibar');
    expect(personal.patterns).toEqual({ title_pattern: 'zanzibar {title}', description_pattern: 'zanzibar {topics}' });
  });

  it('are previewed as the delivery makes them, with placeholders for what is not known yet (CFG-09)', async () => {
    const metadata_config = {
      title_pattern: '{title} \\{{duration}\\}',
      description_pattern: '{topics}\nLanguage: {language}',
      topics_display: { format: 'dash_list', heading: 'Chapters:' },
    };
    const { id } = await upload(gateway, { fields: { title: 'A talk' } });
    expect((await preview(id, { metadata_config })).metadata).toEqual([
      {
        output: 'library',
        title: 'A talk {{duration}}',
        description: '{topics}\nLanguage: {language}',
        pending: ['duration', 'language', 'topics'],
        notes: [],
      },
    ]);
    await ask(gateway, `/${id}/run`, { body: { metadata_config } });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [], { duration_seconds: 90 });
    await workThrough(gateway, id, ['TRANSCRIBE', 'deliver:library']);
    await startStep(gateway, id, 'TRANSCRIBE');
    await completeStep(gateway, id, 'TRANSCRIBE', [], { language: 'en' });
    await startStep(gateway, id, 'EXTRACT_TOPICS');
    await completeStep(gateway, id, 'EXTRACT_TOPICS', [await storeTopics(id)]);
    await ask(gateway, `/${id}/pause`);
    const { metadata } = await preview(id);
    const { asset, personal } = await loadItem(id);
    const display = topicsDisplayOf(asset.run?.config ?? {});
    const sources = { patterns: personal.patterns ?? {}, display, facts: textFactsOf(asset), personal, topics: TOPICS };
    expect(metadata).toEqual([{ output: 'library', ...makeDeliveredTexts(sources, 'folder') }]);
    expect(metadata[0]).toMatchObject({ title: 'A talk {1:30}', description: 'Chapters:\n- Welcome\n- Questions\nLanguage: en' });
  });
});

describe('the texts at an own output', () => {
  const TITLE_HERE = 'outputs.mine.title_pattern';
  const add = (name: string, patterns: object) =>
    gateway.ports.ownOutputs.add({
      libraryId: gateway.owner,
      name,
      type: 'folder',
      settings: { folder: 'library' },
      credentialId: undefined,
      patterns,
    });
  const to = (...outputs: readonly string[]) => ({ output_config: { outputs } });
  const text = (body: object): string => JSON.stringify(body);

  it('follow its own patterns, which win over all layers, also if it is added later, changed or deleted', async () => {
    const mine = await add('mine', { title_pattern: 'quokka {title}' });
    await add('late', { title_pattern: 'wombat {title}' });
    const { id } = await upload(gateway, { fields: { title: 'A talk' } });
    const body = { ...to('mine', 'library'), ...titled('{title}, {date}') };
    const before = await preview(id, body);
    expect(before.metadata.map(({ output, title }) => [output, title])).toEqual([
      ['mine', 'quokka A talk'],
      ['library', expect.stringMatching(/^A talk, 20/)],
    ]);
    expect(before.config_sources).toMatchObject({ [TITLE_HERE]: 'output', [TITLE]: 'request', outputs: 'request' });
    await ask(gateway, `/${id}/run`, { body });
    await ask(gateway, `/${id}/outputs`, { body: { outputs: ['late'] } });
    const { asset, personal } = await loadItem(id);
    expect(asset.run?.configSources).toEqual({ ...before.config_sources, 'outputs.late.title_pattern': 'output' });
    const titleAt = (name: string, { personal: texts }: { readonly personal: PersonalData }) =>
      makeDeliveredTexts(
        { patterns: patternsFor(name, texts), display: topicsDisplayOf({}), facts: textFactsOf(asset), personal, topics: [] },
        'folder',
      ).title;
    expect(['mine', 'late'].map((name) => titleAt(name, { personal }))).toEqual(['quokka A talk', 'wombat A talk']);
    expect(text(asset)).not.toMatch(/quokka|wombat/);

    if (typeof mine === 'string') throw new Error(mine);
    const { patterns: _patterns, ...content } = mine;
    const changed = await gateway.ports.ownOutputs.replace(mine, { ...content, patterns: { title_pattern: 'numbat {title}' } });
    await ask(gateway, `/${id}/cancel`);
    expect((await preview(id)).metadata[0]).toMatchObject({ output: 'mine', title: 'numbat A talk' });
    expect(titleAt('mine', await loadItem(id))).toBe('quokka A talk');
    if (typeof changed === 'string') throw new Error(changed);
    await gateway.ports.ownOutputs.remove(changed);
    expect((await preview(id)).metadata[0]).toMatchObject({ output: 'mine', title: 'quokka A talk' });
  });

  it('leave the pattern of the run unused if every output has its own', async () => {
    await add('alone', { title_pattern: 'A', description_pattern: '' });
    const { id } = await upload(gateway);
    const { config_sources } = await preview(id, { ...to('alone'), ...titled('{title}') });
    expect(config_sources).not.toHaveProperty([TITLE]);
    expect(config_sources).toMatchObject({
      'outputs.alone.title_pattern': 'output',
      'outputs.alone.description_pattern': 'output',
    });
  });
});

describe('the texts at a shared output', () => {
  it('follow the patterns of the operator, which win over all layers and are sealed', async () => {
    const shared = { library: { title_pattern: 'bilby {title}' } };
    const outputs = [
      { name: 'library', type: 'folder', settings: {}, metadata: identifyPatterns(shared.library) },
      { name: 'plain', type: 'folder', settings: {} },
    ];
    const own = await openMemoryGateway({ settings: { outputs, outputPatterns: shared } });
    try {
      const { id } = await upload(own, { fields: { title: 'A talk' } });
      const body = titled('{title}!');
      const { metadata, config_sources } = (await ask(own, `/${id}/run?dry_run=true`, { body })).json<Preview>();
      expect(metadata.map(({ title }) => title)).toEqual(['bilby A talk', 'A talk!']);
      expect(config_sources).toMatchObject({ 'outputs.library.title_pattern': 'output', [TITLE]: 'request' });
      await ask(own, `/${id}/run`, { body });
      const loaded = await own.ports.commands.load(id);
      expect(loaded?.personal.outputPatterns).toEqual(shared);
      expect(JSON.stringify(loaded?.state)).not.toContain('bilby');
    } finally {
      await own.close();
    }
  });
});

describe('settings of texts', () => {
  const wrong = { metadata_config: { title_pattern: '{titel}' } };

  it.each(['run', 'run?dry_run=true', 'template', 'settings', 'preferences', 'sample'])(
    'with an unknown placeholder are refused, with the allowed ones: %s',
    async (where) => {
      const { id } = await upload(gateway);
      const responses = {
        template: () => send('POST', '/templates', { name: 'Wrong', ...wrong }),
        settings: () => send('PUT', '/me/settings', wrong),
        sample: () => send('POST', '/texts/preview', wrong),
        preferences: () => prefer(id, wrong),
      };
      const response = await (where in responses
        ? responses[where as keyof typeof responses]()
        : ask(gateway, `/${id}/${where}`, { body: wrong }));
      expect(response.json()).toMatchObject({
        status: 400,
        errors: [
          { pointer: '/metadata_config/title_pattern', message: expect.stringContaining('{title}, {date}, {time}') as string },
        ],
      });
    },
  );

  it('with contradicting lengths are refused where the request has them (CFG-18)', async () => {
    const { id } = await upload(gateway);
    const topics_display = { min_length: 50, max_length: 10 };
    const pointersOf = async (body: object) =>
      (await ask(gateway, `/${id}/run`, { body })).json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer);
    expect(await pointersOf({ metadata_config: { topics_display } })).toEqual(['/metadata_config/topics_display/max_length']);
    expect(await pointersOf({ processing_config: { topics_display } })).toEqual(['/processing_config/topics_display/max_length']);
  });

  it('are shown with a sample before they are saved', async () => {
    const metadata_config = {
      title_pattern: '{title} ({date})',
      description_pattern: '{topics}',
      topics_display: { format: 'comma_separated', enabled: true },
    };
    expect((await send('POST', '/texts/preview', { metadata_config })).json()).toEqual({
      title: 'Weekly talk (2026-03-02)',
      description: 'Topics: Welcome, The plan for spring, Questions',
      pending: [],
      notes: [],
    });
  });
});
