import type { OutputConfig } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { ulid } from 'ulid';
import type { OwnOutput } from '../../outputs/own/own-output.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';

describe('runs with own outputs', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = (path: string, payload: object = {}): ReturnType<typeof gateway.app.inject> =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      payload,
    });
  const add = async (name: string, libraryId = gateway.owner): Promise<OwnOutput> => {
    const content = { type: 'folder', settings: { folder: 'library', path: name }, credentialId: undefined };
    const added = await gateway.ports.ownOutputs.add({ libraryId, name, ...content });
    if (typeof added === 'string') throw new Error(added);
    return added;
  };
  const outputsOf = async (id: string): Promise<readonly OutputConfig[] | undefined> => {
    const loaded = await gateway.ports.commands.load(id);
    return loaded !== undefined && isPresent(loaded.state) ? loaded.state.run?.config.outputs : undefined;
  };
  const definitionOf = (name: string): OutputConfig => ({ name, type: 'folder', settings: { folder: 'library', path: name } });
  const naming = (...outputs: readonly string[]): object => ({ output_config: { outputs } });

  it('deliver to them if they are named, and to the shared ones otherwise', async () => {
    await add('mine');
    const [named, unnamed] = [await upload(gateway), await upload(gateway)];
    expect((await ask(`recordings/${named.id}/run`, naming('mine', 'library'))).statusCode).toBe(202);
    expect((await ask(`recordings/${unnamed.id}/run`)).statusCode).toBe(202);
    expect((await outputsOf(named.id))?.[0]).toEqual(definitionOf('mine'));
    expect((await outputsOf(named.id))?.map(({ name }) => name)).toEqual(['mine', 'library']);
    expect((await outputsOf(unnamed.id))?.map(({ name }) => name)).toEqual(['library']);
  });

  it('cannot name those of another library', async () => {
    await add('theirs', ulid());
    const { id } = await upload(gateway);
    const headers = { authorization: `Bearer ${gateway.token}`, 'if-match': '*' };
    const put = (path: string, payload: object): ReturnType<typeof gateway.app.inject> =>
      gateway.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers, payload });
    const ways: readonly ((name: string) => ReturnType<typeof gateway.app.inject>)[] = [
      (name) => ask(`recordings/${id}/run`, naming(name)),
      (name) => ask(`recordings/${id}/run?dry_run=true`, naming(name)),
      (name) => ask(`recordings/${id}/outputs`, { outputs: [name] }),
      (name) => ask('recordings/bulk/run', { recording_ids: [id], ...naming(name) }),
      (name) => ask('recordings/bulk/preview', { action: 'run', recording_ids: [id], ...naming(name) }),
      (name) => ask('templates', { name: 'Talks', ...naming(name) }),
      (name) => ask('channels', { name: 'talks', outputs: [name] }),
      (name) => put('me/settings', naming(name)),
      (name) => put(`recordings/${id}/preferences`, naming(name)),
    ];
    for (const way of ways) {
      const [foreign, unknown] = [await way('theirs'), await way('nobodys')];
      for (const refused of [foreign, unknown]) {
        const { errors, ...problem } = refused.json<{ errors: readonly object[] }>();
        expect([refused.statusCode, problem]).toMatchObject([404, { code: 'output-not-found' }]);
        expect(errors).toEqual([
          {
            pointer: expect.stringMatching(/^(\/output_config)?\/outputs\/0$/) as string,
            message: 'is not an output of the server or your library; available: library',
          },
        ]);
      }
      const bytesOf = ({ body }: { body: string }): string => body.replaceAll(/"(request_id|instance)":"[^"]*"/g, '');
      expect(bytesOf(foreign)).toBe(bytesOf(unknown));
    }
  });

  it('can be given more of them after they have started', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await add('mine');
    expect((await ask(`recordings/${id}/outputs`, { outputs: ['mine'] })).statusCode).toBe(200);
    expect((await outputsOf(id))?.find(({ name }) => name === 'mine')).toEqual(definitionOf('mine'));
    expect((await ask(`recordings/${id}/outputs`, { outputs: ['theirs'] })).json()).toMatchObject({
      status: 404,
      code: 'output-not-found',
    });
  });

  it('take the present definition in the next run, and the last one after the output was deleted', async () => {
    const before = await add('mine');
    const { id } = await upload(gateway);
    const again = async (): Promise<OutputConfig | undefined> => {
      await ask(`recordings/${id}/cancel`);
      await ask(`recordings/${id}/run`);
      return (await outputsOf(id))?.[0];
    };
    await ask(`recordings/${id}/run`, naming('mine'));
    const settings = { folder: 'nas' };
    const changed = await gateway.ports.ownOutputs.replace(before, { type: 'folder', settings, credentialId: undefined });
    expect(await outputsOf(id)).toEqual([definitionOf('mine')]);
    expect(await again()).toEqual({ name: 'mine', type: 'folder', settings });
    if (typeof changed !== 'string') await gateway.ports.ownOutputs.remove(changed);
    expect(await again()).toEqual({ name: 'mine', type: 'folder', settings });
  });

  it('still deliver to an output that was added to them, after it was changed or deleted', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const before = await add('mine');
    await ask(`recordings/${id}/outputs`, { outputs: ['mine'] });
    const changed = await gateway.ports.ownOutputs.replace(before, {
      type: 'folder',
      settings: { folder: 'nas' },
      credentialId: undefined,
    });
    if (typeof changed !== 'string') await gateway.ports.ownOutputs.remove(changed);
    expect(await outputsOf(id)).toContainEqual(definitionOf('mine'));
    expect((await ask(`recordings/${id}/outputs`, { outputs: ['mine'] })).json()).toMatchObject({ status: 404 });
    const item = await gateway.app.inject({
      url: `/api/v1/recordings/${id}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect(item.json()).toMatchObject({ outputs: [{ id: 'library' }, { id: 'mine', status: 'PENDING' }] });
  });

  it('find them in templates', async () => {
    await add('mine');
    const made = await ask('templates', { name: 'Talks', ...naming('mine') });
    expect(made.statusCode).toBe(201);
    const { id } = await upload(gateway);
    const { id: template_id } = made.json<{ id: number }>();
    expect((await ask(`recordings/${id}/run`, { template_id })).statusCode).toBe(202);
    expect(await outputsOf(id)).toEqual([definitionOf('mine')]);
  });
});
