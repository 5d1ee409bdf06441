import { newAssetId, newId } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { START, type Checkpoint } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { GuardedCommands, LogGuard } from './log-guard.js';

const register = (assetId: string): Command => ({
  type: 'RegisterAsset',
  now: '2026-01-01T00:00:00.000Z',
  assetId,
  owner: 'owner',
  title: 'A talk',
  language: 'auto',
  isMapped: true,
});
const meta = () => ({ commandId: newId(), actor: { kind: 'user', id: 'spec' } as const, correlationId: 'spec' });

describe('LogGuard', () => {
  let store: MemoryEventStore;
  beforeEach(() => {
    store = new MemoryEventStore();
  });
  const guardAt = async (checkpoint: Partial<Checkpoint>): Promise<LogGuard> => {
    const { id } = await store.incarnation();
    const guard = new LogGuard(store, () =>
      Promise.resolve([{ incarnation: id, position: START, commitId: undefined, ...checkpoint }]),
    );
    await guard.check();
    return guard;
  };

  it('accepts commands on the log that the rows were made from', async () => {
    const assetId = newAssetId();
    const commands = new GuardedCommands(store, await guardAt({}));
    expect(await commands.execute(assetId, register(assetId), meta())).toMatchObject({ kind: 'accepted' });
  });

  it('refuses commands on an older copy, adds nothing, and answers 503', async () => {
    const known = newAssetId();
    const first = await new GuardedCommands(store, await guardAt({})).execute(known, register(known), meta());
    const position = first.kind === 'accepted' ? first.position : START;
    const { id } = await store.incarnation();
    // The rows name a commit at this position that the log does not have.
    const guard = await guardAt({ incarnation: id, position, commitId: newId() });
    const assetId = newAssetId();
    const refused = new GuardedCommands(store, guard).execute(assetId, register(assetId), meta());
    await expect(refused).rejects.toMatchObject({ kind: 'restored' });
    expect(toProblem(await refused.catch((error: unknown) => error))).toMatchObject({ code: 'log-restored', status: 503 });
    expect(await store.load(assetId)).toMatchObject({ commits: [] });
  });

  it('refuses commands on another log, and accepts them after the rows were rebuilt from it', async () => {
    let incarnation = 'another';
    const guard = new LogGuard(store, () => Promise.resolve([{ incarnation, position: START, commitId: undefined }]));
    await guard.check();
    expect(() => {
      guard.require();
    }).toThrow('another log');
    incarnation = (await store.incarnation()).id;
    await guard.check();
    expect(guard.detail).toBeUndefined();
  });
});
