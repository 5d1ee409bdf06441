import { until } from '@throughline/stack/testing';
import { previewBulk } from '../../testing/bulk-commands.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import type { BulkItemListAnswer, BulkPreviewAnswer, BulkProgressAnswer } from './bulk-answers.js';

const STEPS = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
const outputs = ['library', 'archive'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));

interface Item {
  readonly revision: string;
  readonly tags: readonly string[];
  readonly template: { readonly id: number } | null;
  readonly preferences: object;
  readonly needs_review: boolean;
}

describe('bulk commands for settings, tags and publications', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { outputs } });
  });
  afterAll(() => gateway.close());

  const send = (method: Method, path: string, { body: payload, ifMatch }: Sending = {}): Promise<Reply<unknown>> =>
    sendRequest(gateway, method, path, { payload, ifMatch });
  interface Sending {
    readonly body?: object;
    readonly ifMatch?: string;
  }
  const preview = (body: object) => send('POST', '/recordings/bulk/preview', { body });
  const previewed = (body: object): Promise<BulkPreviewAnswer> => previewBulk(gateway, body);
  const execute = async ({ id }: BulkPreviewAnswer): Promise<BulkItemListAnswer['items']> => {
    expect(await send('POST', `/bulk/${id}/execute`)).toMatchObject({ status: 202 });
    await until(async () => ((await send('GET', `/bulk/${id}`)).body as BulkProgressAnswer).state === 'done');
    return ((await send('GET', `/bulk/${id}/items`)).body as BulkItemListAnswer).items;
  };
  const itemOf = async (id: string): Promise<Item> => (await send('GET', `/recordings/${id}`)).body as Item;
  const fresh = async (): Promise<string> => (await upload(gateway)).id;
  const change = async (id: string, method: 'PUT' | 'PATCH', path: string, body: object): Promise<void> => {
    const { revision } = await itemOf(id);
    expect(await send(method, `/recordings/${id}${path}`, { body, ifMatch: `"${revision}"` })).toMatchObject({ status: 200 });
  };
  const createTagged = async (...tags: readonly string[]): Promise<string> => {
    const id = await fresh();
    await change(id, 'PATCH', '', { tags });
    return id;
  };
  const createTemplate = async (fields: object): Promise<number> => {
    const answer = await send('POST', '/templates', { body: fields });
    expect(answer.status).toBe(201);
    return (answer.body as { readonly id: number }).id;
  };
  const createHeld = async (config: object = {}): Promise<string> => {
    const output_config = JSON.stringify({ auto_upload: false, ...config });
    const { id } = await upload(gateway, { fields: { run: 'true', output_config } });
    for (const step of STEPS) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step);
    }
    return id;
  };
  const verdicts = ({ items }: BulkPreviewAnswer): unknown => items.map((item) => [item.preview?.verdict, item.preview?.code]);
  const results = (items: BulkItemListAnswer['items']): unknown => items.map(({ result }) => [result?.outcome, result?.code]);

  it('add and remove tags whatever their case, and skip the items that have them already', async () => {
    const ids = [await createTagged('Algebra', 'draft'), await fresh(), await createTagged('algebra')];
    const bulk = await previewed({ action: 'tag', recording_ids: ids, add_tags: ['algebra'], remove_tags: ['Draft'] });
    expect(verdicts(bulk)).toEqual([
      ['change', 'described'],
      ['change', 'described'],
      ['skip', 'already-so'],
    ]);
    expect((await itemOf(ids[0] ?? '')).tags).toEqual(['Algebra', 'draft']);
    await execute(bulk);
    expect(await Promise.all(ids.map(async (id) => (await itemOf(id)).tags))).toEqual([['Algebra'], ['algebra'], ['algebra']]);
  });

  it('refuse more tags than a single request may set, only for the items that would have them', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `t${String(index)}`);
    const ids = [await createTagged(...many), await fresh()];
    const bulk = await previewed({ action: 'tag', recording_ids: ids, add_tags: ['one more'] });
    expect(verdicts(bulk)).toEqual([
      ['refuse', 'refused'],
      ['change', 'described'],
    ]);
    expect(bulk.items[0]?.preview?.detail).toContain('50');
  });

  it('keep tags out of the stored verdicts, which are not sealed', async () => {
    const bulk = await previewed({ action: 'tag', recording_ids: [await createTagged('secret')], add_tags: ['private'] });
    expect(JSON.stringify(await gateway.ports.bulkCommands.items(bulk.id, { after: -1, limit: 10 }))).not.toMatch(
      /secret|private/u,
    );
  });

  it('bind a template, and remove preferences on request', async () => {
    const template = await createTemplate({ name: 'Lectures' });
    const ids = [await fresh(), await fresh()];
    await change(ids[0] ?? '', 'PUT', '/preferences', { output_config: { outputs: ['archive'] } });
    await send('POST', `/recordings/${String(ids[1])}/template/${String(template)}`);
    const body = { action: 'bind', recording_ids: ids, template_id: template };
    expect(verdicts(await previewed(body))).toEqual([
      ['change', 'template-bound'],
      ['skip', 'already-bound'],
    ]);
    await execute(await previewed({ ...body, reset_preferences: true }));
    expect(await itemOf(ids[0] ?? '')).toMatchObject({ template: { id: template }, preferences: {} });
    const unbound = await previewed({ action: 'unbind', recording_ids: [...ids, await fresh()] });
    expect(results(await execute(unbound))).toEqual([
      ['changed', 'template-unbound'],
      ['changed', 'template-unbound'],
      ['skipped', 'not-bound'],
    ]);
  });

  it('refuse each item if the template was deleted after the preview', async () => {
    const template = await createTemplate({ name: 'Short-lived' });
    const bulk = await previewed({ action: 'bind', recording_ids: [await fresh()], template_id: template });
    await send('DELETE', `/templates/${String(template)}`, { ifMatch: '"1"' });
    expect(results(await execute(bulk))).toEqual([['refused', 'unknown-template']]);
  });

  it('publish all outputs, or the named ones, of the items that wait for a review', async () => {
    const ids = [await createHeld(), await fresh()];
    const first = await previewed({ action: 'publish', recording_ids: ids, outputs: ['archive'] });
    expect(verdicts(first)).toEqual([
      ['change', 'publishing'],
      ['refuse', 'not-in-run'],
    ]);
    await execute(first);
    expect(await itemOf(ids[0] ?? '')).toMatchObject({ needs_review: true });
    await execute(await previewed({ action: 'publish', recording_ids: ids }));
    expect(await itemOf(ids[0] ?? '')).toMatchObject({ needs_review: false });
    expect(verdicts(await previewed({ action: 'publish', recording_ids: ids, outputs: ['nas'] }))).toEqual([
      ['refuse', 'unknown-output'],
      ['refuse', 'not-in-run'],
    ]);
  });

  it('tell in the future, and count apart, which outputs each item would be published to', async () => {
    const ids = [await createHeld(), await createHeld({ outputs: ['library'] }), await createHeld({ outputs: ['library'] })];
    const bulk = await previewed({ action: 'publish', recording_ids: ids });
    expect(bulk.verdicts.map(({ count, detail }) => [count, detail])).toEqual([
      [1, expect.stringMatching(/^The item would be published to these outputs: library, archive\./)],
      [2, expect.stringMatching(/^The item would be published to these outputs: library\./)],
    ]);
    const { outcomes } = (await execute(bulk), (await send('GET', `/bulk/${bulk.id}`)).body as BulkProgressAnswer);
    expect(outcomes.map(({ count, detail }) => [count, detail])).toEqual([
      [1, expect.stringMatching(/^Published to these outputs: library, archive\./)],
      [2, expect.stringMatching(/^Published to these outputs: library\./)],
    ]);
  });

  it.each<[string, object, string]>([
    ['a binding without a template', { action: 'bind' }, '/template_id'],
    ['tags that change nothing', { action: 'tag' }, ''],
    ['tags that are null', { action: 'tag', add_tags: null }, ''],
    ['no tags', { action: 'tag', add_tags: [] }, '/add_tags'],
    ['a blank tag', { action: 'tag', remove_tags: [' '] }, '/remove_tags/0'],
    ['a tag twice', { action: 'tag', add_tags: ['a', 'A'] }, '/add_tags/1'],
    ['a tag that is added and removed', { action: 'tag', add_tags: ['a'], remove_tags: ['b', 'A'] }, '/remove_tags/1'],
    ['a field of another action', { action: 'publish', template_id: 1 }, '/template_id'],
    ['outputs of a run', { action: 'run', outputs: ['library'] }, '/outputs'],
  ])('refuse %s', async (_, body, pointer) => {
    const answer = await preview({ ...body, recording_ids: [await fresh()] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ pointer }] } });
  });

  it('refuse a template of another library, and a draft', async () => {
    const draft = await createTemplate({ name: 'Draft', is_draft: true });
    const ids = [await fresh()];
    for (const [template_id, code] of [
      [999, 'unknown-template'],
      [draft, 'template-is-draft'],
    ])
      expect((await preview({ action: 'bind', recording_ids: ids, template_id })).body).toMatchObject({ code });
  });
});
