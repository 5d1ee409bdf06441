import { isPresent, type Asset } from '@throughline/domain';
import { MemoryUploadServiceClient } from '../../testing/memory-upload-service-client.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { forwardTo, shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';

const NOTHING = { templates: [], channels: [], settings: false, preferences: 0, running: 0 };
const naming = (...outputs: readonly string[]): object => ({ output_config: { outputs } });

describe('what names an own output', () => {
  let gateway: MemoryGateway;
  let uploadService: MemoryUploadServiceClient;
  let output: string;
  const nextOwner = shareMemoryGateway({ ports: { uploadService: forwardTo(() => uploadService) } });
  beforeEach(async () => {
    uploadService = new MemoryUploadServiceClient();
    gateway = await nextOwner();
    const made = await ask('POST', 'own-outputs', { name: 'mine', type: 'folder', settings: { folder: 'library' } });
    output = `own-outputs/${String(made.body['id'])}`;
  });

  const ask = (method: Method, path: string, payload?: object) =>
    sendRequest<Readonly<Record<string, unknown>>>(gateway, method, `/${path}`, { payload, ifMatch: '*' });
  const uses = async (): Promise<unknown> => (await ask('GET', output)).body['used_by'];
  const assetOf = async (id: string): Promise<Asset | undefined> => {
    const state = (await gateway.ports.commands.load(id))?.state;
    return state !== undefined && isPresent(state) ? state : undefined;
  };
  const uploadPreferring = async (...outputs: readonly string[]): Promise<string> => {
    const { id } = await upload(gateway);
    await ask('PUT', `recordings/${id}/preferences`, naming(...outputs));
    return id;
  };
  const nameEverywhere = async (): Promise<void> => {
    await ask('POST', 'templates', { name: 'Talks', ...naming('library', 'mine') });
    await ask('POST', 'templates', { name: 'Archive', ...naming('library') });
    await ask('PUT', 'me/settings', naming('mine'));
    await ask('POST', 'channels', { name: 'audits', outputs: ['mine', 'library'] });
    await ask('POST', 'channels', { name: 'talks', outputs: ['library'] });
  };

  it('is shown with the output: templates, the settings, channels, preferences and running items', async () => {
    expect(await uses()).toEqual(NOTHING);
    await nameEverywhere();
    await Promise.all([uploadPreferring('mine'), uploadPreferring('library', 'mine'), uploadPreferring('library')]);
    const gone = await uploadPreferring('mine');
    await ask('DELETE', `recordings/${gone}`);
    const { id } = await upload(gateway);
    await ask('POST', `recordings/${id}/run`, naming('mine'));
    const used = { templates: ['Talks'], channels: ['audits'], settings: true, preferences: 2, running: 1 };
    expect(await uses()).toEqual(used);
    expect((await ask('GET', 'own-outputs')).body).toMatchObject({ items: [{ used_by: used }] });
  });

  it('prevents its removal, and is listed then; running items do not', async () => {
    const { id } = await upload(gateway);
    await ask('POST', `recordings/${id}/run`, naming('mine'));
    await nameEverywhere();
    await Promise.all([uploadPreferring('mine'), uploadPreferring('mine')]);
    const detail = 'These name the output: the template Talks, your settings, the channel audits, the preferences of 2 items.';
    expect(await ask('DELETE', output)).toMatchObject({ status: 409, body: { code: 'output-in-use', detail } });
    expect((await ask('DELETE', `${output}?detach=true`)).status).toBe(204);
    expect((await assetOf(id))?.run?.config.outputs).toMatchObject([{ name: 'mine', settings: { folder: 'library' } }]);
  });

  it('no longer names it after its removal, and keeps the other outputs', async () => {
    await nameEverywhere();
    const [only, both] = await Promise.all([uploadPreferring('mine'), uploadPreferring('library', 'mine')]);
    const notes = [...uploadService.notes.values()].map(({ version }) => version);
    expect((await ask('DELETE', `${output}?detach=true`)).status).toBe(204);
    expect((await ask('GET', 'templates')).body['items']).toMatchObject([naming('library'), naming('library')]);
    expect((await ask('GET', 'me/settings')).body).toMatchObject(naming());
    expect((await ask('GET', 'channels')).body['items']).toMatchObject([{ outputs: ['library'] }, { outputs: ['library'] }]);
    expect([...uploadService.notes.values()].map(({ version }) => version)).toEqual([(notes[0] ?? 0) + 1, notes[1]]);
    expect((await assetOf(only))?.preferences).toEqual(naming());
    expect((await assetOf(both))?.preferences).toEqual(naming('library'));
  });

  it('keeps the preferences that another request has set meanwhile', async () => {
    const id = await uploadPreferring('mine');
    const { outputItems } = gateway.ports;
    const read = outputItems.preferring.bind(outputItems);
    outputItems.preferring = async (owner, output) => {
      const items = await read(owner, output);
      await ask('PUT', `recordings/${id}/preferences`, { processing_config: { transcription: { enable_topics: false } } });
      return items;
    };
    expect((await ask('DELETE', `${output}?detach=true`)).status).toBe(204);
    expect((await assetOf(id))?.preferences).toEqual({ processing_config: { transcription: { enable_topics: false } } });
  });

  it('may be an item that was deleted then: after it is restored, its next run is refused with the reason', async () => {
    const id = await uploadPreferring('mine');
    await ask('DELETE', `recordings/${id}`);
    expect((await ask('DELETE', output)).status).toBe(204);
    await ask('POST', `recordings/${id}/restore`);
    const detail = 'The preferences of this item name outputs that do not exist: mine.';
    expect(await ask('POST', `recordings/${id}/run`)).toMatchObject({ status: 409, body: { code: 'output-missing', detail } });
    expect((await ask('POST', `recordings/${id}/run`, naming('library'))).status).toBe(202);
  });

  it('is found although the rows lag', async () => {
    const { id } = await upload(gateway);
    gateway.projection.pause();
    await ask('PUT', `recordings/${id}/preferences`, naming('mine'));
    const { projection } = gateway;
    const place = projection.place.bind(projection);
    projection.place = () => {
      projection.resume();
      return place();
    };
    expect((await ask('DELETE', output)).body).toMatchObject({ status: 409, code: 'output-in-use' });
  });
});
