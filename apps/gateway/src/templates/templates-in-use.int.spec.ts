import { newId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from '../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../testing/real-gateway.js';

interface Numbered {
  readonly id: number;
}

describe('the items of templates and outputs, in the projection', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const ask = async <T = unknown>(method: string, path: string, body?: object): Promise<T> => {
    const response = await gateway.fetch(`/api/v1/${path}`, {
      method,
      headers: { 'if-match': '*', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
  const register = async (title: string): Promise<string> => {
    const form = formOf({ title }, { bytes: title });
    const response = await gateway.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    return ((await response.json()) as { id: string }).id;
  };
  const bind = async (id: string, template: number): Promise<void> => {
    const meta = { commandId: newId(), actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' } as const;
    await gateway.ports.commands.execute(id, { type: 'BindTemplate', by: 'spec', template, now: new Date().toISOString() }, meta);
  };

  it('are counted without deleted ones, and detached before the template is deleted', async () => {
    const [talks, archive] = await Promise.all(['Talks', 'Archive'].map((name) => ask<Numbered>('POST', 'templates', { name })));
    const [one, two, gone] = await Promise.all(['one', 'two', 'gone'].map(register));
    if (!talks || !archive || !one || !two || !gone) throw new Error('Nothing was registered');
    await Promise.all([bind(one, talks.id), bind(gone, talks.id), bind(two, archive.id)]);
    expect(await ask('DELETE', `recordings/${gone}`)).toMatchObject({ outcome: { code: 'deleted' } });
    const uses = () =>
      ask<{ readonly items: readonly { readonly name: string; readonly used_by: number }[] }>('GET', 'templates');
    await until(async () => {
      expect(await uses()).toMatchObject({ items: [{ used_by: 1 }, { used_by: 1 }] });
      return true;
    });
    const path = `templates/${String(talks.id)}`;
    expect(await ask('DELETE', path)).toMatchObject({
      status: 409,
      code: 'template-in-use',
      detail: '1 item is bound to the template.',
    });
    expect(await ask('DELETE', `${path}?detach=true`)).toBeUndefined();
    expect(await uses()).toMatchObject({ items: [{ name: 'Archive', used_by: 1 }] });
    expect((await gateway.ports.commands.load(one))?.state).not.toHaveProperty('template');
    expect((await gateway.ports.commands.load(two))?.state).toMatchObject({ template: { id: archive.id } });
  }, 60_000);

  it('are counted by their preferences and their runs, and detached after the output is deleted', async () => {
    const output = { libraryId: gateway.owner, name: 'mine', type: 'folder', settings: { folder: 'library' } };
    const added = await gateway.ports.ownOutputs.add({ ...output, credentialId: undefined });
    if (typeof added === 'string') throw new Error(added);
    const [preferring, deleted, running] = await Promise.all(['preferring', 'deleted', 'running'].map(register));
    if (!preferring || !deleted || !running) throw new Error('Nothing was registered');
    const naming = { output_config: { outputs: ['library', 'mine'] } };
    await Promise.all([preferring, deleted].map((id) => ask('PUT', `recordings/${id}/preferences`, naming)));
    await Promise.all([ask('DELETE', `recordings/${deleted}`), ask('POST', `recordings/${running}/run`, naming)]);
    const { outputItems } = gateway.ports;
    const projected = JSON.stringify({ preferences: 1, running: 1 });
    await until(async () => JSON.stringify((await outputItems.count(gateway.owner)).get('mine')) === projected);
    expect(await outputItems.count(gateway.owner)).toEqual(
      new Map([
        ['library', { preferences: 1, running: 1 }],
        ['mine', { preferences: 1, running: 1 }],
      ]),
    );
    const path = `own-outputs/${String(added.id)}`;
    expect(await ask('DELETE', path)).toMatchObject({
      code: 'output-in-use',
      detail: 'These name the output: the preferences of 1 item.',
    });
    expect(await ask('DELETE', `${path}?detach=true`)).toBeUndefined();
    expect((await gateway.ports.commands.load(preferring))?.state).toMatchObject({
      preferences: { output_config: { outputs: ['library'] } },
    });
  }, 60_000);
});
