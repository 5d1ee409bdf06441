import { randomUUID } from 'node:crypto';
import { AssetCommands } from '@throughline/engine';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { workThrough } from '../../testing/work-through.js';
import { LibraryConfigs } from '../runs/library-configs.js';
import { RetentionSweep, type RetentionSweepPorts } from './retention-sweep.js';

const DAY_MS = 86_400_000;
const { signal } = new AbortController();

interface RetainedItem {
  readonly revision: string;
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly retention: { readonly soft_delete_at: string; readonly hard_delete_at: string | null; readonly source: string } | null;
}

describe('retention', () => {
  let gateway: MemoryGateway;
  let days: number;
  const renew = renewMemoryGateway(() => ({ ports: { now: () => new Date(Date.now() + days * DAY_MS) } }));
  beforeEach(async () => {
    days = 0;
    gateway = await renew();
  });

  const send = (method: Method, path: string, payload?: object) =>
    sendRequest<Record<string, unknown>>(gateway, method, `/${path}`, { payload, ifMatch: '*' });
  const keepFor = (soft: number | null, hard?: number | null) =>
    send('PUT', 'me/settings', {
      retention_config: { soft_delete_days: soft, ...(hard === undefined ? {} : { hard_delete_days: hard }) },
    });
  const show = async (id: string): Promise<RetainedItem> => (await ask(gateway, `/${id}`, { method: 'GET' })).json();
  const finishRecording = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' }, bytes: `film ${randomUUID()}` });
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    return id;
  };
  /** Another gateway on the same log: it has its own cache of items. */
  const sweeper = (overrides: Partial<RetentionSweepPorts> = {}): RetentionSweep =>
    new RetentionSweep({
      resting: gateway.ports.restingItems,
      libraries: gateway.app.get(LibraryConfigs, { strict: false }),
      commands: new AssetCommands(gateway.store, gateway.ports.now),
      now: gateway.ports.now,
      ...overrides,
    });
  const deletions = async (id: string): Promise<readonly unknown[]> => {
    const { commits } = await gateway.store.load(id);
    return commits.flatMap(({ commit }) => commit.events.filter(({ type }) => type === 'AssetDeleted'));
  };
  const between = (from: string, to: string | null): number => Math.round((Date.parse(to ?? '') - Date.parse(from)) / DAY_MS);

  describe('the settings', () => {
    it('USR-04: refuse a removal before the deletion, also if the deletion is never', async () => {
      const at = '/retention_config/hard_delete_days';
      for (const [soft, hard] of [
        [30, 29],
        [null, 29],
      ] as const)
        expect(await keepFor(soft, hard)).toMatchObject({ status: 400, body: { errors: [{ pointer: at }] } });
      for (const wrong of [0, 36_501, 1.5, '30'])
        expect((await send('PUT', 'me/settings', { retention_config: { soft_delete_days: wrong } })).status).toBe(400);
    });

    it('keep null, which means never, and are read back as they were saved', async () => {
      expect(await keepFor(30, null)).toMatchObject({ status: 200 });
      const { body } = await send('GET', 'me/settings');
      expect(body['retention_config']).toEqual({ soft_delete_days: 30, hard_delete_days: null });
      expect((await send('PUT', 'me/settings', { retention_config: {} })).body).not.toHaveProperty('retention_config');
    });
  });

  it('shows the days of an item that exists already as soon as the settings change', async () => {
    const id = await finishRecording();
    expect((await show(id)).retention).toBeNull();
    await keepFor(30, 60);
    const { retention } = await show(id);
    const now = new Date().toISOString();
    expect([between(now, retention?.soft_delete_at ?? ''), between(now, retention?.hard_delete_at ?? '')]).toEqual([30, 60]);
    expect(retention?.source).toBe('user');
    await keepFor(90, null);
    expect((await show(id)).retention).toMatchObject({ hard_delete_at: null });
    expect(between(now, (await show(id)).retention?.soft_delete_at ?? '')).toBe(90);
    await keepFor(null);
    expect((await show(id)).retention).toBeNull();
  });

  it('deletes each item that is due once, although two gateways sweep at once', async () => {
    await keepFor(30, 40);
    const ids = [await finishRecording(), await finishRecording(), await finishRecording()];
    days = 29;
    expect(await gateway.retention.sweep(signal)).toBe(0);
    days = 31;
    const counts = await Promise.all([gateway.retention.sweep(signal), sweeper().sweep(signal)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(3);
    for (const id of ids) {
      expect(await deletions(id)).toHaveLength(1);
      const { deleted_at, expires_at, retention } = await show(id);
      expect(between(deleted_at ?? '', expires_at)).toBe(10);
      expect(retention).toEqual({ soft_delete_at: deleted_at, hard_delete_at: expires_at, source: 'user' });
    }
    expect(await sweeper().sweep(signal)).toBe(0);
  });

  it('is finished by another gateway if one dies between two items', async () => {
    await keepFor(30);
    const ids = [await finishRecording(), await finishRecording(), await finishRecording()];
    days = 31;
    const dying = new AbortController();
    const commands = new AssetCommands(gateway.store, gateway.ports.now);
    const execute: AssetCommands['execute'] = async (...command) => {
      const outcome = await commands.execute(...command);
      dying.abort(new Error('killed'));
      return outcome;
    };
    await expect(sweeper({ commands: { execute } }).sweep(dying.signal)).rejects.toThrow('killed');
    expect(await sweeper().sweep(signal)).toBe(2);
    for (const id of ids) expect(await deletions(id)).toHaveLength(1);
  });

  it('deletes the others if one item cannot be deleted, and reports it', async () => {
    await keepFor(30);
    const [broken] = [await finishRecording(), await finishRecording()];
    days = 31;
    const commands = new AssetCommands(gateway.store, gateway.ports.now);
    const execute: AssetCommands['execute'] = (id, ...command) =>
      id === broken ? Promise.reject(new Error('This item cannot be read')) : commands.execute(id, ...command);
    await expect(sweeper({ commands: { execute } }).sweep(signal)).rejects.toThrow('could not delete all items');
    expect(await sweeper().sweep(signal)).toBe(1);
  });

  it('follows the template of an item, and counts again from a restoration', async () => {
    await keepFor(30);
    const never = await send('POST', 'templates', { name: 'Archive', retention_config: { soft_delete_days: null } });
    const [kept, gone] = [await finishRecording(), await finishRecording()];
    await send('POST', `recordings/${kept}/template/${String(never.body['id'])}`);
    await waitUntilProjected(gateway, kept);
    days = 31;
    expect(await gateway.retention.sweep(signal)).toBe(1);
    expect((await show(kept)).deleted_at).toBeNull();
    await send('POST', `recordings/${gone}/restore`);
    await waitUntilProjected(gateway, gone);
    expect(await gateway.retention.sweep(signal)).toBe(0);
    const restored = await show(gone);
    expect(between(gateway.ports.now().toISOString(), restored.retention?.soft_delete_at ?? '')).toBe(30);
    days = 62;
    expect(await gateway.retention.sweep(signal)).toBe(1);
  });

  it('leaves the date of a deletion by a person alone', async () => {
    await keepFor(1, 2);
    const id = await finishRecording();
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    await waitUntilProjected(gateway, id);
    const { expires_at, deleted_at, retention } = await show(id);
    expect(between(deleted_at ?? '', expires_at)).toBe(30);
    expect(retention).toBeNull();
    days = 10;
    expect(await gateway.retention.sweep(signal)).toBe(0);
  });

  it('explains when and why it deletes an item', async () => {
    const id = await finishRecording();
    const explainRetention = async () =>
      (await ask(gateway, `/${id}/explain`, { method: 'GET' })).json<{ readonly retention: object }>();
    expect(await explainRetention()).toMatchObject({ retention: { code: 'none', plan: null } });
    await keepFor(30);
    expect(await explainRetention()).toMatchObject({
      retention: { code: 'planned', says: expect.stringContaining('30 days at rest') as string, plan: { source: 'user' } },
    });
    days = 31;
    await gateway.retention.sweep(signal);
    await waitUntilProjected(gateway, id);
    expect(await explainRetention()).toMatchObject({ retention: { code: 'deleted' } });
  });
});
