import { commitIdFor, newAssetId, newId } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { type StoredCommit } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { AssetCommands, applyCommit, type CommandMeta } from '../commands/asset-commands.js';
import { QuarantineCommands } from './quarantine-acts.js';

const owner = 'owner-1';
const meta = (commandId = newId()): CommandMeta => ({
  commandId,
  actor: { kind: 'user', id: 'admin-1' },
  correlationId: commandId,
});
const now = '2026-01-01T00:00:00.000Z';
const deletion = { type: 'DeleteAsset', by: owner, now, expiresAt: '2026-02-01T00:00:00.000Z' } as const;
const erasure = { type: 'EraseAsset', by: owner, now } as const;
const broken = (text: string): Uint8Array => new TextEncoder().encode(text);
const newer = broken(
  JSON.stringify({
    id: 'newer-1',
    v: 1,
    minReader: 99,
    at: now,
    actor: { kind: 'system', id: 'x' },
    causationId: 'x',
    correlationId: 'x',
    events: [{ type: 'AssetTeleported', v: 1, data: {} }],
  }),
);

async function world(...unreadable: readonly Uint8Array[]): Promise<{
  readonly assetId: string;
  readonly store: MemoryEventStore;
  readonly commands: AssetCommands;
  readonly acts: QuarantineCommands;
}> {
  const [assetId, store] = [newAssetId(), new MemoryEventStore()];
  const commands = new AssetCommands(store);
  await commands.execute(
    assetId,
    {
      type: 'RegisterAsset',
      now,
      assetId,
      owner,
      title: 'zanzibar',
      isMapped: true,
      language: 'auto',
    },
    meta(),
  );
  for (const bytes of unreadable) store.inject(assetId, bytes);
  return { assetId, store, commands, acts: new QuarantineCommands(store) };
}

const eventsOf = (commits: readonly StoredCommit[]): readonly string[] =>
  commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));

describe('an item with an unreadable history', () => {
  it('is readable again once each blocking commit is discarded', async () => {
    const { assetId, store, commands, acts } = await world(broken('hello'), broken('{"id":"odd-1"}'));
    await expect(commands.load(assetId)).rejects.toMatchObject({ kind: 'undecodable', position: '2' });
    for (const _ of [1, 2]) {
      const [first] = (await acts.examine(assetId)).obstacles;
      await acts.decideOn(assetId, { type: 'discard', commitId: first?.commitId ?? '', reason: 'damaged by hand' }, meta());
    }
    expect((await acts.examine(assetId)).obstacles).toEqual([]);
    expect((await commands.load(assetId))?.state).toMatchObject({ owner });
    const discards = (await store.load(assetId)).commits.slice(1).flatMap(({ commit }) => [commit.actor.id, ...commit.events]);
    expect(discards).toMatchObject([
      'admin-1',
      { type: 'CommitDiscarded', personal: { reason: 'damaged by hand' } },
      'admin-1',
      { type: 'CommitDiscarded', data: { commitId: 'odd-1' } },
    ]);
  });

  it('records a retry as one event, however often it is sent', async () => {
    const { assetId, acts } = await world(broken('hello'));
    const again = meta();
    const position = await acts.decideOn(assetId, { type: 'retry', reason: 'repaired' }, again);
    expect(await acts.decideOn(assetId, { type: 'retry', reason: 'repaired' }, again)).toBe(position);
    const { commits, obstacles } = await acts.examine(assetId);
    expect(eventsOf(commits)).toEqual(['AssetRegistered', 'CommitReleased']);
    expect(obstacles).toHaveLength(1);
  });

  it('can be deleted, and behaves like any other item afterwards', async () => {
    const { assetId, commands, acts } = await world(broken('hello'), broken('{"id":"odd-1"}'));
    expect(await acts.carryOut(assetId, { command: deletion, parkedAt: undefined }, meta())).toMatchObject({
      kind: 'accepted',
      duplicate: false,
    });
    expect(await commands.execute(assetId, { type: 'RestoreAsset', by: owner, now }, meta())).toMatchObject({ kind: 'accepted' });
    expect((await commands.load(assetId))?.state).not.toHaveProperty('deletedAt');
  });

  it('can be erased, after which none of its personal data is readable', async () => {
    const { assetId, store, acts } = await world(broken('hello'));
    await acts.carryOut(assetId, { command: erasure, parkedAt: undefined }, meta());
    const { commits } = await store.load(assetId);
    expect(eventsOf(commits)).toEqual(['AssetRegistered', 'CommitDiscarded', 'AssetErased']);
    expect(JSON.stringify(commits)).not.toContain('zanzibar');
  });

  it('can be deleted if its commits are readable but one cannot be projected', async () => {
    const { assetId, store, commands, acts } = await world();
    const odd = meta();
    await commands.execute(assetId, { type: 'PauseRun', by: owner, now }, odd);
    const parkedAt = (await store.load(assetId)).commits.at(-1)?.commit.id ?? '';
    await acts.carryOut(assetId, { command: deletion, parkedAt: parkedAt }, meta());
    expect(eventsOf((await store.load(assetId)).commits)).not.toContain('PauseRequested');
  });

  it('previews a deletion without changing anything', async () => {
    const { assetId, store, acts } = await world(broken('hello'));
    const before = await store.head(assetId);
    const { kind, asset } = await acts.preview(assetId, { command: deletion, parkedAt: undefined }, meta());
    expect(kind).toBe('accepted');
    expect(asset.state).toHaveProperty('deletedAt');
    expect(await store.head(assetId)).toBe(before);
  });

  it('answers a repeated deletion as before', async () => {
    const { assetId, acts } = await world(broken('hello'));
    const again = meta();
    const first = await acts.carryOut(assetId, { command: deletion, parkedAt: undefined }, again);
    expect(await acts.carryOut(assetId, { command: deletion, parkedAt: undefined }, again)).toMatchObject({
      kind: 'accepted',
      duplicate: true,
    });
    expect(await acts.carryOut(assetId, { command: deletion, parkedAt: undefined }, meta())).toMatchObject({ kind: 'satisfied' });
    expect(first).toMatchObject({ kind: 'accepted', duplicate: false });
  });

  it('cannot be deleted or erased by a release that does not understand a newer commit', async () => {
    const { assetId, store, acts } = await world(newer);
    const before = await store.head(assetId);
    for (const command of [deletion, erasure])
      await expect(acts.carryOut(assetId, { command: command, parkedAt: undefined }, meta())).rejects.toMatchObject({
        kind: 'newer-schema',
      });
    expect(await store.head(assetId)).toBe(before);
  });

  it('is decided on again after a revision conflict', async () => {
    const { assetId, store, acts } = await world(broken('hello'));
    const command = meta();
    const overtaken = {
      messages: async (id: string) => {
        const items = await store.messages(id);
        if (items.length === 2) store.inject(id, broken('and another'));
        return items;
      },
      append: store.append.bind(store),
    };
    await new QuarantineCommands(overtaken).carryOut(assetId, { command: deletion, parkedAt: undefined }, command);
    const { obstacles, commits } = await acts.examine(assetId);
    expect(obstacles).toEqual([]);
    expect(commits.at(-1)?.commit.id).toBe(commitIdFor(assetId, command.commandId));
  });
});

describe('an item with a commit that cannot be folded', () => {
  it('counts the commit among its obstacles, and can be deleted, which discards the commit', async () => {
    const { assetId, store, commands } = await world();
    await commands.execute(assetId, deletion, meta());
    await commands.execute(assetId, { type: 'RestoreAsset', by: owner, now }, meta());
    const odd = (await store.load(assetId)).commits.at(1)?.commit.id ?? '';
    const apply: typeof applyCommit = (asset, recorded) => {
      if (recorded.commit.id === odd) throw new TypeError('cannot read the title of undefined');
      return applyCommit(asset, recorded);
    };
    const acts = new QuarantineCommands(store, undefined, apply);
    const { commits, obstacles } = await acts.examine(assetId);
    expect(commits.map(({ commit }) => commit.id)).not.toContain(odd);
    expect(obstacles).toMatchObject([{ commitId: odd, kind: 'fold-failed', message: 'TypeError while folding AssetDeleted v1' }]);
    expect(await acts.carryOut(assetId, { command: deletion, parkedAt: odd }, meta())).toMatchObject({
      kind: 'accepted',
      events: [{ type: 'CommitDiscarded', data: { commitId: odd } }, { type: 'AssetDeleted' }],
    });
    expect((await acts.examine(assetId)).obstacles).toEqual([]);
  });
});

describe('commands with a cached state', () => {
  it('fold it anew after one of its commits is discarded', async () => {
    const { assetId, store, commands, acts } = await world();
    await commands.execute(assetId, deletion, meta());
    const deleted = await commands.load(assetId);
    expect(deleted !== undefined && isPresent(deleted.state) && deleted.state.deletedAt !== undefined).toBe(true);
    const last = (await store.load(assetId)).commits.at(-1)?.commit.id ?? '';
    await acts.decideOn(assetId, { type: 'discard', commitId: last }, meta());
    const after = await commands.load(assetId);
    expect(after !== undefined && isPresent(after.state) && after.state.deletedAt === undefined).toBe(true);
  });
});
