import type { StoredSettings } from '@throughline/contracts';
import { isPresent, type Asset } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';
import { upload } from '../../testing/upload.js';
import { startStep, workThrough } from '../../testing/work-through.js';

const outputs = ['library', 'archive', 'channel'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));
const TOPICS = 'transcription.enable_topics';
const topics = (on: boolean): StoredSettings => ({ processing_config: { transcription: { enable_topics: on } } });
const deliverTo = (...names: readonly string[]): StoredSettings => ({ output_config: { outputs: names } });

interface Item {
  readonly revision: string;
  readonly is_mapped: boolean;
  readonly can_run: boolean;
  readonly template: { readonly id: number; readonly name: string } | null;
  readonly preferences: object | null;
  readonly run: object | null;
  readonly allowed_actions: readonly { readonly action: string; readonly allowed: boolean; readonly code: string | null }[];
}
interface Preview {
  readonly outcome: string;
  readonly reason: { readonly code: string } | null;
  readonly steps: readonly { readonly step: string; readonly action: string }[];
  readonly config_sources: Readonly<Record<string, string>>;
  readonly templates: object;
  readonly has_manual_overrides: boolean;
}

let gateway: MemoryGateway;
let names = 0;

async function addTemplate(config: StoredSettings, more: { isDraft?: boolean; libraryId?: string } = {}) {
  names += 1;
  const template = { name: `Template ${String(names)}`, isDraft: false, libraryId: gateway.owner, ...more, config };
  const added = await gateway.ports.templates.insert(template);
  if (added === 'name-taken') throw new Error(`${template.name} is taken`);
  return added;
}
const assetOf = async (id: string): Promise<Asset> => {
  const loaded = await gateway.ports.commands.load(id);
  if (loaded === undefined || !isPresent(loaded.state)) throw new Error(`${id} is not there`);
  return loaded.state;
};
const itemOf = async (id: string): Promise<Item> => (await ask(gateway, `/${id}`, { method: 'GET' })).json<Item>();
const preview = async (id: string, body: object = {}): Promise<Preview> =>
  (await ask(gateway, `/${id}/run?dry_run=true`, { body })).json<Preview>();
const bind = (id: string, template: number | string, query = '') => ask(gateway, `/${id}/template/${String(template)}${query}`);
const prefer = (id: string, body: object, ifMatch = '*') =>
  ask(gateway, `/${id}/preferences`, { method: 'PUT', body, headers: { 'if-match': ifMatch } });

beforeAll(async () => {
  gateway = await openMemoryGateway({ settings: { outputs } });
});
afterAll(() => gateway.close());

describe('a run with a template', () => {
  it('uses it once, and leaves the item unbound (CFG-03)', async () => {
    const { id } = await upload(gateway);
    const { id: template_id, name } = await addTemplate({ ...topics(false), ...deliverTo('archive') });
    const shown = await preview(id, { template_id });
    expect(shown).toMatchObject({
      outcome: 'start',
      config_sources: { [TOPICS]: 'run template', outputs: 'run template' },
      templates: { bound: null, run: { id: template_id, name, will_be_bound: false } },
      has_manual_overrides: false,
    });
    expect((await ask(gateway, `/${id}/run`, { body: { template_id } })).statusCode).toBe(202);
    const { run, template } = await assetOf(id);
    expect(run?.configSources).toEqual(shown.config_sources);
    expect((await itemOf(id)).run).toMatchObject({ config_sources: shown.config_sources });
    expect(run?.plan.steps.map(({ step }) => step)).toEqual(shown.steps.map(({ step }) => step));
    expect([run?.config.outputs.map((output) => output.name), template]).toEqual([['archive'], undefined]);
  });

  it('binds it in the commit that starts the run, and maps the item (CFG-04 to CFG-06)', async () => {
    const { id } = await upload(gateway, { fields: { is_mapped: 'false' } });
    const { id: template_id, name } = await addTemplate({});
    const body = { template_id, bind_template: true, processing_config: { trimming: { enable_trimming: false } } };
    expect(await preview(id, body)).toMatchObject({
      templates: { bound: null, run: { id: template_id, name, will_be_bound: true } },
      has_manual_overrides: true,
    });
    const response = await ask(gateway, `/${id}/run`, { body });
    expect(response.json()).toMatchObject({
      is_mapped: true,
      template: { id: template_id, name },
      outcome: { code: 'started', detail: 'The run has started, and the template is bound.' },
    });
    const { commits } = await gateway.store.load(id);
    expect(
      commits
        .at(-1)
        ?.commit.events.slice(0, 2)
        .map(({ type }) => type),
    ).toEqual(['TemplateBound', 'RunStarted']);
  });

  it('is not used by a paused run, which says so', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/pause`);
    const body = { template_id: (await addTemplate({})).id, bind_template: true };
    expect(await preview(id, body)).toMatchObject({
      outcome: 'resume',
      reason: { code: 'overrides-not-used', detail: expect.stringContaining('The template would not be bound.') as string },
      templates: { bound: null, run: null },
    });
    const { outcome } = (await ask(gateway, `/${id}/run`, { body })).json<{ outcome: { detail: string } }>();
    expect(outcome.detail).toContain('The template was not bound.');
    expect((await assetOf(id)).template).toBeUndefined();
  });

  it('is refused for an unknown, foreign or draft template, and starts nothing', async () => {
    const { id } = await upload(gateway);
    const foreign = await addTemplate({}, { libraryId: '01J0000000000000000000000Z' });
    const draft = await addTemplate({}, { isDraft: true });
    const answer = async (template_id: number) => {
      const response = await ask(gateway, `/${id}/run`, { body: { template_id } });
      return [response.statusCode, response.json<{ code: string }>().code];
    };
    expect(await answer(999)).toEqual([404, 'unknown-template']);
    expect(await answer(foreign.id)).toEqual([404, 'unknown-template']);
    expect(await answer(draft.id)).toEqual([409, 'template-is-draft']);
    expect((await ask(gateway, `/${id}/run`, { body: { bind_template: true } })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/bind_template' }],
    });
    expect((await assetOf(id)).run).toBeUndefined();
  });

  it('ranks above the template that the item is bound to, which stays bound', async () => {
    const { id } = await upload(gateway);
    const bound = await addTemplate({ ...topics(false), ...deliverTo('archive') });
    await bind(id, bound.id);
    const ofRun = await addTemplate(topics(true));
    const shown = await preview(id, { template_id: ofRun.id });
    expect(shown).toMatchObject({
      config_sources: { [TOPICS]: 'run template', outputs: 'template' },
      templates: { bound: { id: bound.id }, run: { id: ofRun.id, will_be_bound: false } },
    });
    await ask(gateway, `/${id}/run`, { body: { template_id: ofRun.id } });
    const { run, template } = await assetOf(id);
    expect([run?.configSources, template?.id]).toEqual([shown.config_sources, bound.id]);
    const explained = (await ask(gateway, `/${id}/explain`, { method: 'GET' })).json<{ run: object }>();
    expect(explained.run).toMatchObject({ config_sources: shown.config_sources });
  });

  it('is refused if the template was deleted between preview and execution', async () => {
    const { id } = await upload(gateway);
    const template = await addTemplate({});
    const body = { template_id: template.id };
    expect((await preview(id, body)).outcome).toBe('start');
    await gateway.ports.templates.remove(template);
    expect((await ask(gateway, `/${id}/run`, { body })).json()).toMatchObject({ code: 'unknown-template' });
    expect((await assetOf(id)).run).toBeUndefined();
  });

  it('runs many items, and binds each (CFG-08)', async () => {
    const ids = [(await upload(gateway)).id, (await upload(gateway)).id];
    const { id: template_id } = await addTemplate(topics(false));
    const body = { recording_ids: ids, template_id, bind_template: true };
    expect((await ask(gateway, '/bulk/run', { body })).json()).toMatchObject({ totals: { started: 2 } });
    const assets = await Promise.all(ids.map(assetOf));
    expect(assets.map(({ template }) => template?.id)).toEqual([template_id, template_id]);
    expect((await ask(gateway, '/bulk/run', { body: { ...body, template_id: 999 } })).json()).toMatchObject({ status: 404 });
  });

  it('starts with the registration of an item', async () => {
    const template = await addTemplate(deliverTo('channel'));
    const { id } = await upload(gateway, { fields: { run: 'true', template_id: String(template.id), bind_template: 'true' } });
    const asset = await assetOf(id);
    expect(asset.run?.config.outputs.map(({ name }) => name)).toEqual(['channel']);
    expect(asset.template?.id).toBe(template.id);
  });

  it('is not bound by a registration that starts no run', async () => {
    const response = await ask(gateway, '', { body: { url: 'https://example.com/a.mp4', bind_template: true } });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ pointer: '/bind_template' }] });
  });

  it('is checked when an upload starts, and a later change loses no bytes', async () => {
    const client = createTusClient(gateway, gateway.token);
    const fieldsFor = ({ id }: { readonly id: number }) => ({ run: 'true', template_id: String(id) });
    const broken = await addTemplate(deliverTo('nas'));
    expect((await client.begin(3, fieldsFor(broken))).json()).toMatchObject({ status: 409, code: 'output-missing' });
    const removed = await addTemplate({});
    const { location } = await client.begin(3, fieldsFor(removed));
    await gateway.ports.templates.remove(removed);
    const sent = await client.send(location, 0, Buffer.from('abc'));
    const asset = await assetOf(String(sent.headers['throughline-recording']));
    expect([asset.source?.kind, asset.run]).toEqual(['upload', undefined]);
    expect((await client.result(location)).json()).toMatchObject({
      recording_id: asset.assetId,
      run_refused: { code: 'unknown-template', try_instead: expect.any(String) as string },
    });
  });
});

describe('a bound template', () => {
  it('takes effect in the next run, also after an edit, and is shown with the item (API-08)', async () => {
    const { id } = await upload(gateway);
    const template = await addTemplate(topics(false));
    const bound = (await bind(id, template.id)).json<object>();
    expect(bound).toMatchObject({ template: { id: template.id, name: template.name }, outcome: { code: 'template-bound' } });
    expect((await bind(id, template.id)).json()).toMatchObject({ outcome: { code: 'already-bound' } });
    expect(await preview(id)).toMatchObject({
      config_sources: { [TOPICS]: 'template' },
      templates: { bound: { id: template.id } },
    });
    await gateway.ports.templates.replace(template, { ...template, name: 'Renamed', config: {} });
    expect(await preview(id)).toMatchObject({ config_sources: { [TOPICS]: 'default' } });
    expect((await itemOf(id)).template).toEqual({ id: template.id, name: 'Renamed' });
  });

  it('is beaten by the preferences of the item, unless the binding resets them (CFG-12, CFG-13)', async () => {
    const { id } = await upload(gateway);
    const template = await addTemplate(topics(true));
    await prefer(id, topics(false));
    await bind(id, template.id);
    expect((await preview(id)).config_sources).toMatchObject({ [TOPICS]: 'preferences' });
    const { settings } = (await ask(gateway, `/${id}/explain`, { method: 'GET' })).json<{ settings: object[] }>();
    expect(settings).toMatchObject([{ path: TOPICS, layer: 'preferences', beats: 'template' }]);
    const reset = (await bind(id, template.id, '?reset_preferences=true')).json<{ outcome: { detail: string } }>();
    expect(reset).toMatchObject({ preferences: null });
    expect(reset.outcome.detail).toContain('The preferences of the item were removed.');
    expect((await preview(id)).config_sources).toMatchObject({ [TOPICS]: 'template' });
    expect((await bind(id, template.id, '?reset_preferences=yes')).statusCode).toBe(400);
  });

  it('is removed by unbinding, which unmaps the item (CFG-14, API-09)', async () => {
    const { id } = await upload(gateway);
    await bind(id, (await addTemplate({})).id);
    const unbind = () => ask(gateway, `/${id}/template`, { method: 'DELETE' });
    expect((await unbind()).json()).toMatchObject({ template: null, is_mapped: false, outcome: { code: 'template-unbound' } });
    expect((await unbind()).json()).toMatchObject({ outcome: { code: 'not-bound' } });
  });

  it('can only be one of the library’s complete templates, and only of a present item', async () => {
    const { id } = await upload(gateway);
    const codeOf = async (template: number | string) => (await bind(id, template)).json<{ code: string }>().code;
    expect(await codeOf('x')).toBe('not-found');
    expect(await codeOf(999)).toBe('unknown-template');
    expect(await codeOf((await addTemplate({}, { isDraft: true })).id)).toBe('template-is-draft');
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect(await codeOf((await addTemplate({})).id)).toBe('deleted');
  });

  it('that was deleted refuses runs, previews and the action alike, until it is unbound', async () => {
    const { id } = await upload(gateway);
    const template = await addTemplate({});
    await bind(id, template.id);
    expect((await itemOf(id)).can_run).toBe(true);
    await gateway.ports.templates.remove(template);
    const item = await itemOf(id);
    expect(item).toMatchObject({ can_run: false, template: { id: template.id, name: null } });
    expect(item.allowed_actions.find(({ action }) => action === 'run')).toMatchObject({ code: 'template-unusable' });
    expect((await ask(gateway, `/${id}/run`)).json()).toMatchObject({ status: 409, code: 'template-unusable' });
    expect(await preview(id)).toMatchObject({ status: 409, code: 'template-unusable' });
    await ask(gateway, `/${id}/template`, { method: 'DELETE' });
    expect((await ask(gateway, `/${id}/run`)).statusCode).toBe(202);
  });

  it('makes a complete item runnable if it names another output', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true', output_config: JSON.stringify({ outputs: ['library'] }) } });
    await workThrough(gateway, id);
    expect((await itemOf(id)).can_run).toBe(false);
    await bind(id, (await addTemplate(deliverTo('library', 'archive'))).id);
    expect((await itemOf(id)).can_run).toBe(true);
    expect((await preview(id)).steps.filter(({ action }) => action === 'run')).toMatchObject([{ step: 'deliver:archive' }]);
    expect((await ask(gateway, `/${id}/run`)).statusCode).toBe(202);
  });
});

describe('the preferences of an item', () => {
  it('are replaced at the revision that was read, shown, and removed by an empty object', async () => {
    const { id } = await upload(gateway);
    const { revision } = await itemOf(id);
    expect((await ask(gateway, `/${id}/preferences`, { method: 'PUT', body: topics(false) })).statusCode).toBe(428);
    const set = await prefer(id, { ...topics(false), output_config: null }, `"${revision}"`);
    expect(set.json()).toMatchObject({ preferences: topics(false), outcome: { code: 'preferences-set' } });
    expect((await prefer(id, topics(true), `"${revision}"`)).statusCode).toBe(412);
    expect((await prefer(id, topics(false))).json()).toMatchObject({ outcome: { code: 'already-so' } });
    expect((await prefer(id, {})).json()).toMatchObject({ preferences: null });
    const nothing = await prefer(id, { processing_config: {}, output_config: {} });
    expect(nothing.json()).toMatchObject({ preferences: null, outcome: { code: 'already-so' } });
  });

  it.each([
    [{ processing_config: { transcription: { vocabulary: ['Ada'] } } }, '/processing_config/transcription/vocabulary'],
    [{ processing_config: { retry: { max_attempts: 0 } } }, '/processing_config/retry/max_attempts'],
    [{ output_config: { outputs: ['a b'] } }, '/output_config/outputs'],
    [{ gone: true }, '/gone'],
  ])('are refused if no run could use them: %j', async (body, pointer) => {
    const { id } = await upload(gateway);
    expect((await prefer(id, body)).json()).toMatchObject({ status: 400, errors: [{ pointer }] });
  });
});

describe('the settings of a user', () => {
  it('apply to runs of the library, below templates, and change no run that has started', async () => {
    const { id } = await upload(gateway);
    const { settings } = await gateway.ports.templates.load(gateway.owner);
    const changed = await gateway.ports.templates.replaceSettings(gateway.owner, settings.revision, topics(false));
    expect((await preview(id)).config_sources).toMatchObject({ [TOPICS]: 'user' });
    await ask(gateway, `/${id}/run`);
    if (changed === 'stale') throw new Error('the settings have changed');
    await gateway.ports.templates.replaceSettings(gateway.owner, changed.revision, {});
    expect((await assetOf(id)).run?.config.transcription.enable_topics).toBe(false);
    await ask(gateway, `/${id}/cancel`);
    expect((await preview(id)).config_sources).toMatchObject({ [TOPICS]: 'default' });
  });
});

describe('stored settings that contradict each other', () => {
  const settingsWith = (topics_display: object): StoredSettings => ({ processing_config: { topics_display } });

  it('refuse a run with the settings and their places, and a request that names one of them helps', async () => {
    const { id } = await upload(gateway);
    const template = await addTemplate(settingsWith({ max_length: 50 }));
    await prefer(id, settingsWith({ min_length: 60 }));
    await bind(id, template.id);
    const refusal = {
      status: 409,
      code: 'settings-conflict',
      detail: expect.stringContaining(`template ${template.name}`) as string,
    };
    expect((await ask(gateway, `/${id}/run`)).json()).toMatchObject(refusal);
    expect(await preview(id)).toMatchObject(refusal);
    const { can_run, allowed_actions } = await itemOf(id);
    expect(can_run).toBe(false);
    expect(allowed_actions.find(({ action }) => action === 'run')).toMatchObject({ code: 'settings-conflict' });
    expect((await preview(id, settingsWith({ max_length: 80 }))).outcome).toBe('start');
  });

  it('point to the field of a request that contradicts one of them', async () => {
    const { id } = await upload(gateway);
    await bind(id, (await addTemplate(settingsWith({ max_length: 50 }))).id);
    expect(await preview(id, settingsWith({ min_length: 60 }))).toMatchObject({
      status: 400,
      errors: [
        {
          pointer: '/processing_config/topics_display/min_length',
          message: expect.stringContaining('must not be greater than max_length (50) from the template') as string,
        },
      ],
    });
  });

  it('leave a paused run as it is', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/pause`);
    await bind(id, (await addTemplate(settingsWith({ max_length: 50 }))).id);
    await prefer(id, settingsWith({ min_length: 60 }));
    expect((await preview(id)).outcome).toBe('resume');
  });
});
