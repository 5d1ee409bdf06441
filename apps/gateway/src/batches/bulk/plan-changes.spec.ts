import type { StoredSettings } from '@throughline/contracts';
import type { OwnOutput } from '../../outputs/own/own-output.js';
import type { Template } from '../../templates/template.js';
import { ask } from '../../testing/ask.js';
import { executeBulk, previewBulk } from '../../testing/bulk-commands.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';
import type { BulkProgressAnswer } from './bulk-answers.js';

const FOLDER = { type: 'folder', settings: { folder: 'library' }, credentialId: undefined };
const topics = (on: boolean): StoredSettings => ({ processing_config: { transcription: { enable_topics: on } } });

describe('a bulk command whose settings have changed since its preview', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const send = (method: 'GET' | 'POST', path: string, payload?: object): ReturnType<typeof gateway.app.inject> =>
    gateway.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const fresh = async (): Promise<string> => (await upload(gateway)).id;
  const template = async (name: string, config: StoredSettings = {}): Promise<Template> => {
    const added = await gateway.ports.templates.insert({ name, isDraft: false, libraryId: gateway.owner, config });
    if (added === 'name-taken') throw new Error(`${name} is taken`);
    return added;
  };
  const output = async (name: string): Promise<OwnOutput> => {
    const added = await gateway.ports.ownOutputs.add({ libraryId: gateway.owner, name, ...FOLDER });
    if (typeof added === 'string') throw new Error(added);
    return added;
  };
  const edit = (read: Template, change: Partial<Template>) => gateway.ports.templates.replace(read, { ...read, ...change });
  const editDefaults = async (config: StoredSettings): Promise<void> => {
    const { settings } = await gateway.ports.templates.load(gateway.owner);
    expect(await gateway.ports.templates.replaceSettings(gateway.owner, settings.revision, config)).not.toBe('stale');
  };
  const previewed = async (body: object): Promise<string> => {
    const preview = await previewBulk(gateway, body);
    expect(preview.plan_changes).toEqual([]);
    return preview.id;
  };
  const execute = async (id: string): Promise<BulkProgressAnswer> => {
    await executeBulk(gateway, id);
    return (await send('GET', `/bulk/${id}`)).json<BulkProgressAnswer>();
  };
  const bound = async ({ id: templateId }: Template): Promise<string> => {
    const id = await fresh();
    expect((await ask(gateway, `/${id}/template/${String(templateId)}`)).statusCode).toBe(200);
    return id;
  };

  it('names the templates of its items and of its request, and no other', async () => {
    const [ofItem, ofRequest, other] = [await template('Lectures'), await template('Talks'), await template('Other')];
    const id = await previewed({ action: 'run', recording_ids: [await bound(ofItem)], template_id: ofRequest.id });
    await edit(ofItem, { config: topics(false) });
    await edit(ofRequest, { config: topics(true) });
    await edit(other, { config: topics(true) });
    const bulk = await execute(id);
    expect(bulk).toMatchObject({ state: 'done', outcome_totals: { changed: 1 } });
    expect(bulk.plan_changes).toEqual([
      { kind: 'template', name: 'Lectures', template_id: ofItem.id, change: 'edited' },
      { kind: 'template', name: 'Talks', template_id: ofRequest.id, change: 'edited' },
    ]);
  });

  it('names a template that was deleted or made a draft, for runs and for bindings', async () => {
    const [deleted, draft] = [await template('Lectures'), await template('Talks')];
    const ids = [await fresh()];
    const run = await previewed({ action: 'run', recording_ids: ids, template_id: deleted.id });
    const bind = await previewed({ action: 'bind', recording_ids: ids, template_id: draft.id });
    await gateway.ports.templates.remove(deleted);
    await edit(draft, { isDraft: true });
    expect(await execute(run)).toMatchObject({
      outcomes: [{ outcome: 'refused', code: 'unknown-template' }],
      plan_changes: [{ kind: 'template', name: 'Lectures', template_id: deleted.id, change: 'deleted' }],
    });
    expect(await execute(bind)).toMatchObject({
      outcomes: [{ outcome: 'refused', code: 'template-is-draft' }],
      plan_changes: [{ kind: 'template', name: 'Talks', template_id: draft.id, change: 'edited' }],
    });
  });

  it('names the outputs that were edited or deleted, and none that the plan did not use', async () => {
    const [edited, deleted, unused] = [await output('nas'), await output('cloud'), await output('unused')];
    const ids = [await fresh(), await fresh()];
    const outputs = (name: string): object => ({ action: 'run', output_config: { outputs: [name] } });
    const [first, second] = [
      await previewed({ ...outputs('nas'), recording_ids: [ids[0]] }),
      await previewed({ ...outputs('cloud'), recording_ids: [ids[1]] }),
    ];
    await gateway.ports.ownOutputs.replace(edited, { ...FOLDER, patterns: { title_pattern: 'New {title}' } });
    for (const gone of [deleted, unused]) await gateway.ports.ownOutputs.remove(gone);
    const change = { kind: 'output', template_id: null };
    expect((await execute(first)).plan_changes).toEqual([{ ...change, name: 'nas', change: 'edited' }]);
    expect(await execute(second)).toMatchObject({
      outcomes: [{ outcome: 'refused', code: 'output-not-found' }],
      plan_changes: [{ ...change, name: 'cloud', change: 'deleted' }],
    });
  });

  it('names the defaults of the library', async () => {
    const id = await previewed({ action: 'run', recording_ids: [await fresh()] });
    await editDefaults(topics(false));
    expect((await execute(id)).plan_changes).toEqual([{ kind: 'settings', name: null, template_id: null, change: 'edited' }]);
  });

  it('names a change during the execution', async () => {
    const lectures = await template('Lectures');
    const ids = await Promise.all(Array.from({ length: 65 }, fresh));
    const id = await previewed({ action: 'run', recording_ids: ids, template_id: lectures.id });
    const { bulkCommands } = gateway.ports;
    const save = bulkCommands.save.bind(bulkCommands);
    bulkCommands.save = async (...given) => {
      Reflect.deleteProperty(bulkCommands, 'save');
      await edit(lectures, { config: topics(false) });
      return save(...given);
    };
    expect(await execute(id)).toMatchObject({
      outcome_totals: { changed: 65 },
      plan_changes: [{ kind: 'template', name: 'Lectures', change: 'edited' }],
    });
  });

  it('names nothing that is the same again, or that its command does not use', async () => {
    const lectures = await template('Lectures');
    const ids = [await bound(lectures)];
    const [run, pause] = [
      await previewed({ action: 'run', recording_ids: ids }),
      await previewed({ action: 'cancel', recording_ids: ids }),
    ];
    const changed = await edit(lectures, { config: topics(false) });
    if (typeof changed === 'string') throw new Error(changed);
    await edit(changed, { name: 'Renamed', config: lectures.config });
    expect((await execute(run)).plan_changes).toEqual([]);
    await editDefaults(topics(false));
    expect((await execute(pause)).plan_changes).toEqual([]);
  });
});
