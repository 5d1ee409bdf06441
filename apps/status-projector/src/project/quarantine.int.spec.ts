import { NewerSchemaError, newAssetId, newId, type AssetEvent } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import { isPoison, parseRevision, type PoisonMessage, type StoredCommit, type SubscribeOptions } from '@throughline/event-store';
import { type MemoryEventStore, discarded } from '@throughline/event-store/testing';
import { QuarantineCommands, type CommandMeta } from '@throughline/engine';
import { recordingFold } from '../fold/recording-fold.js';
import { releaseUpgraded } from '../quarantine/release-upgraded.js';
import { type Projection, foldWith } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads the log like an older release that cannot read one of the commits. */
function olderReader(log: MemoryEventStore, unreadable: string): MemoryEventStore {
  const error = new NewerSchemaError('A commit');
  const read = (item: StoredCommit | PoisonMessage): StoredCommit | PoisonMessage => {
    if (isPoison(item) || item.commit.id !== unreadable) return item;
    const { commit, trace: _trace, ...place } = item;
    return { ...place, commitId: commit.id, bytes: bytes(''), error };
  };
  return Object.assign(Object.create(log) as MemoryEventStore, {
    load: async (...asked: Parameters<MemoryEventStore['load']>) => {
      const history = await log.load(...asked);
      if (history.commits.some(({ commit }) => commit.id === unreadable)) throw error;
      return history;
    },
    subscribe: ({ onCommits, ...options }: SubscribeOptions) =>
      log.subscribe({ ...options, onCommits: (items) => onCommits(items.map(read)) }),
  });
}

describe('an asset that cannot be projected', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(1, (fresh) => {
    ({ projection, store } = fresh);
  });

  const statuses = async (): Promise<Record<string, string>> => {
    const rows = await projection.rows<{ asset_id: string; status: string }>(`select asset_id, status from projection.asset`);
    return Object.fromEntries(rows.map((row) => [row.asset_id, row.status]));
  };
  const quarantine = (): Promise<Record<string, unknown>[]> =>
    projection.rows(`select asset_id, reason_kind, parked from projection.quarantine order by asset_id`);

  it('is quarantined alone, with its later commits, if a commit does not decode', async () => {
    const broken = readyRecording();
    const healthy = readyRecording();
    await appendJourney(store, broken, { to: 3 });
    store.inject(broken.assetId, bytes('not a commit'), 'broken-1');
    await appendJourney(store, healthy);
    await appendJourney(store, broken, { from: 3, to: 4 });
    projection.start(store);
    await projection.caughtUp(store);

    expect((await statuses())[healthy.assetId]).toBe('READY');
    expect(await quarantine()).toEqual([{ asset_id: broken.assetId, reason_kind: 'undecodable', parked: 1 }]);
    const [row] = await projection.rows(`select quarantined from projection.asset where asset_id = $1`, [broken.assetId]);
    expect(row).toEqual({ quarantined: true });
    expect(await projection.rows(`select kind, asset_id from ops.ops_log`)).toEqual([
      { kind: 'quarantined', asset_id: broken.assetId },
    ]);
  });

  it('shows no personal text after its erasure, although its history cannot be folded', async () => {
    const journey = readyRecording(newAssetId(), 'zanzibar');
    journey.send({ type: 'ResetAsset', by: 'owner-1' });
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { message: 'no zanzibar' });
    await appendJourney(store, journey);
    store.inject(journey.assetId, bytes('{}'), 'broken-1');
    projection.start(store);
    await projection.caughtUp(store);
    const words = (): Promise<Record<string, unknown>[]> =>
      projection.rows(
        `select a::text as row from projection.asset a where a::text like '%zanzibar%'
         union all select s::text from projection.processing_step s where s::text like '%zanzibar%'`,
      );
    expect(await words()).toHaveLength(2);
    const before = await statuses();
    await store.append(
      journey.assetId,
      aCommit([{ type: 'AssetErased', v: 1, data: { by: 'owner-1' } }]),
      await store.head(journey.assetId),
    );
    await projection.caughtUp(store);
    expect(await words()).toEqual([]);
    expect(await statuses()).toEqual(before);
    expect(await quarantine()).toEqual([{ asset_id: journey.assetId, reason_kind: 'undecodable', parked: 1 }]);
    // After its release the asset is folded to the end, and none of its personal text returns.
    await store.append(journey.assetId, aCommit([discarded('broken-1')]), await store.head(journey.assetId));
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([]);
    expect(await words()).toEqual([]);
    expect(await projection.rows(`select kind from ops.ops_log where kind = 'drift'`)).toEqual([]);
  });

  it('is released when its broken commit is discarded, with the audit rows of the later commits', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 3 });
    store.inject(journey.assetId, bytes('{}'), 'broken-1');
    await appendJourney(store, journey, { from: 3 });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await quarantine()).toHaveLength(1);

    await store.append(journey.assetId, aCommit([discarded('broken-1')]), await store.head(journey.assetId));
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([]);
    expect((await statuses())[journey.assetId]).toBe('READY');
    const [count] = await projection.rows(`select count(*)::int as events from projection.audit_log`);
    expect(count).toEqual({ events: journey.events.length + 1 });
    const [row] = await projection.rows(`select quarantined from projection.asset`);
    expect(row).toEqual({ quarantined: false });
  });

  it('stays quarantined at the next unreadable commit until all of them are discarded', async () => {
    const journey = readyRecording();
    const places = (): Promise<Record<string, unknown>[]> =>
      projection.rows(`select position::text, commit_id, reason, parked from projection.quarantine`);
    await appendJourney(store, journey, { to: 3 });
    store.inject(journey.assetId, bytes('not a commit'), 'broken-1');
    store.inject(journey.assetId, bytes('nor this'), 'broken-2');
    projection.start(store);
    await projection.caughtUp(store);
    const acts = new QuarantineCommands(store);
    const meta = (commandId: string): CommandMeta => ({ commandId, actor: { kind: 'user', id: 'admin' }, correlationId: 'x' });
    await acts.decideOn(journey.assetId, { type: 'discard', commitId: 'broken-1' }, meta('first'));
    await projection.caughtUp(store);
    expect(await places()).toEqual([{ position: '5', commit_id: 'broken-2', reason: 'A stored commit is not JSON', parked: 2 }]);
    await acts.decideOn(journey.assetId, { type: 'retry' }, meta('in vain'));
    await projection.caughtUp(store);
    expect(await places()).toMatchObject([{ commit_id: 'broken-2', parked: 3 }]);
    await acts.decideOn(journey.assetId, { type: 'discard', commitId: 'broken-2' }, meta('second'));
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([]);
    expect(await projection.rows(`select quarantined from projection.asset`)).toEqual([{ quarantined: false }]);
  });

  it('is folded again by a retry once the fault is gone', async () => {
    const journey = readyRecording();
    let isBroken = true;
    const fold = foldWith({
      apply: (...event) => {
        if (isBroken) throw new TypeError('a bug');
        return recordingFold.apply(...event);
      },
    });
    await appendJourney(store, journey);
    projection.start(store, { fold });
    await projection.caughtUp(store);
    expect(await quarantine()).toHaveLength(1);
    isBroken = false;
    const meta: CommandMeta = { commandId: 'again', actor: { kind: 'user', id: 'admin' }, correlationId: 'x' };
    await new QuarantineCommands(store).decideOn(journey.assetId, { type: 'retry' }, meta);
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([]);
    expect(await statuses()).toEqual({ [journey.assetId]: 'READY' });
  });

  it('is not quarantined by a message with the id of one of its commits; a conflict is recorded', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    const { commits } = await store.load(journey.assetId);
    projection.start(store);
    const known = commits[2]?.commit.id ?? '';
    store.inject(journey.assetId, bytes('not a commit'), known);
    const other: AssetEvent = { type: 'CommitDiscarded', v: 2, data: { commitId: newId() } };
    store.inject(journey.assetId, bytes(JSON.stringify({ ...aCommit([other]), id: known, v: 1, minReader: 1 })));
    await projection.caughtUp(store);
    expect(await statuses()).toEqual({ [journey.assetId]: 'READY' });
    expect(await quarantine()).toEqual([]);
    const conflicts = await projection.rows(`select detail from ops.ops_log where kind = 'conflict' order by id`);
    const [first, second] = [1, 2].map((behind) => String(journey.commits.length + behind));
    expect(conflicts).toEqual([
      { detail: { position: first, commitId: known } },
      { detail: { position: second, commitId: known } },
    ]);
  });

  it('is quarantined alone if the fold throws, and the reason repeats nothing of the event', async () => {
    const [poisoned, healthy] = [readyRecording(newAssetId(), 'explode'), readyRecording()];
    const fold = foldWith({
      apply: (before, event, recorded) => {
        if (recorded.assetId === poisoned.assetId && event.type === 'RunStarted') throw new TypeError('secret of the event');
        return recordingFold.apply(before, event, recorded);
      },
    });
    await appendJourney(store, poisoned);
    await appendJourney(store, healthy);
    projection.start(store, { fold });
    await projection.caughtUp(store);
    expect(await statuses()).toEqual({ [poisoned.assetId]: 'INITIALIZED', [healthy.assetId]: 'READY' });
    const [reason] = await projection.rows<{ reason: string }>(`select reason from projection.quarantine`);
    expect(reason?.reason).toBe('TypeError while folding RunStarted v5');
  });

  it.each([
    ['a NUL in its title', 'nul \0 title'],
    ['half of a surrogate pair in its title', 'half \ud83d title'],
  ])('is quarantined alone with %s', async (_what, title) => {
    const [odd, healthy] = [readyRecording(newAssetId(), title), readyRecording(newAssetId(), 'whole 😀 \\u0000 title')];
    await appendJourney(store, odd);
    await appendJourney(store, healthy);
    projection.start(store);
    await projection.caughtUp(store);
    expect(await statuses()).toEqual({ [healthy.assetId]: 'READY' });
    expect(await quarantine()).toEqual([{ asset_id: odd.assetId, reason_kind: 'unstorable', parked: odd.commits.length - 1 }]);
  });

  it('is not caused by an impossible date as the end of a pause', async () => {
    const journey = readyRecording();
    journey.send({ type: 'ResetAsset', by: 'owner-1' });
    journey.run();
    journey.start('DOWNLOAD');
    journey.send({ type: 'PauseRun', by: 'owner-1', until: '2027-02-31T00:00:00Z' });
    await appendJourney(store, journey);
    projection.start(store);
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([]);
    // The domain reads February 31st as March 3rd and resumes the run then.
    const [row] = await projection.rows<{ pause_until: Date }>(`select pause_until from projection.asset`);
    expect(row?.pause_until.toISOString()).toBe('2027-03-03T00:00:00.000Z');
  });

  it('is found by bisection if only PostgreSQL detects the wrong value', async () => {
    const healthy = Array.from({ length: 5 }, () => readyRecording());
    const odd = readyRecording();
    const fold = foldWith({
      steps: (folded) =>
        recordingFold
          .steps(folded)
          .map((row) => (JSON.stringify(folded.state).includes(odd.assetId) ? { ...row, attempt: 2 ** 40 } : row)),
    });
    for (const journey of healthy.slice(0, 2)) await appendJourney(store, journey);
    await appendJourney(store, odd, { to: 8 });
    for (const journey of healthy.slice(2)) await appendJourney(store, journey);
    projection.start(store, { fold });
    await projection.caughtUp(store);
    expect(Object.values(await statuses())).toEqual(healthy.map(() => 'READY'));
    // The projector keeps nothing that it folded after the fault, neither of this asset nor of others.
    await appendJourney(store, odd, { from: 8 });
    await projection.caughtUp(store);
    expect(await quarantine()).toEqual([{ asset_id: odd.assetId, reason_kind: 'unstorable', parked: odd.commits.length - 1 }]);
  });

  it('is quarantined alone if a commit has an unknown event type', async () => {
    const [odd, healthy] = [readyRecording(), readyRecording()];
    await appendJourney(store, odd, { to: 3 });
    const event = { type: 'AssetTeleported', v: 1, data: {} };
    store.inject(odd.assetId, bytes(JSON.stringify({ ...aCommit([]), v: 1, minReader: 1, events: [event] })), 'odd-1');
    await appendJourney(store, healthy);
    const projector = projection.start(store);
    await projection.caughtUp(store);
    expect((await statuses())[healthy.assetId]).toBe('READY');
    expect(await projection.rows(`select asset_id, reason from projection.quarantine`)).toEqual([
      { asset_id: odd.assetId, reason: 'Unknown event type AssetTeleported' },
    ]);
    expect(projector.health()).toEqual({ ok: true });
  });

  it('does not stop the partition if its last message has no header', async () => {
    const [odd, healthy] = [readyRecording(), readyRecording()];
    await appendJourney(store, odd, { to: 1 });
    const event: AssetEvent = { type: 'CommitDiscarded', v: 2, data: { commitId: newId() } };
    store.inject(odd.assetId, bytes(JSON.stringify({ ...aCommit([event]), v: 1, minReader: 1 })));
    await projection.stop(projection.start(store)).then(() => projection.start(store));
    await projection.caughtUp(store);
    // The second projector verifies the checkpoint that the first one wrote at the message without a header.
    const projector = projection.start(store);
    await appendJourney(store, healthy);
    await projection.caughtUp(store);
    expect((await statuses())[healthy.assetId]).toBe('READY');
    expect(projector.health()).toEqual({ ok: true });
  });

  describe('with commits that only a newer release can read', () => {
    const newer = (event: object, minReader = 1): Uint8Array =>
      bytes(JSON.stringify({ ...aCommit([]), v: 1, minReader, events: [event] }));
    const flags = (): Promise<Record<string, unknown>[]> =>
      projection.rows(`select asset_id, quarantined, needs_upgrade from projection.asset order by asset_id`);

    it.each([
      ['a commit for newer readers', newer({ type: 'AssetTeleported', v: 1, data: {} }, 9)],
      ['a newer version of an event', newer({ type: 'RunStarted', v: 99, data: {} })],
      ['both known and unknown types, one of them newer', newer({ type: 'RunStarted', v: 99, data: {} }, 9)],
    ])('waits for an upgrade at %s while all others continue', async (_what, commit) => {
      const [odd, healthy] = [readyRecording(), readyRecording()];
      await appendJourney(store, odd, { to: 3 });
      store.inject(odd.assetId, commit, 'newer-1');
      await appendJourney(store, healthy);
      await appendJourney(store, odd, { from: 3, to: 4 });
      const projector = projection.start(store);
      await projection.caughtUp(store);
      expect((await statuses())[healthy.assetId]).toBe('READY');
      expect(await quarantine()).toEqual([{ asset_id: odd.assetId, reason_kind: 'newer-schema', parked: 1 }]);
      expect(await flags()).toContainEqual({ asset_id: odd.assetId, quarantined: false, needs_upgrade: true });
      expect(await projection.rows(`select kind from ops.ops_log`)).toEqual([{ kind: 'needs-upgrade' }]);
      expect(projector.health()).toEqual({ ok: true });
    });

    it('is folded by the first projector that can read it, even while an older one owns the partition', async () => {
      const [journey, other] = [readyRecording(), readyRecording()];
      await appendJourney(store, journey);
      const unreadable = (await store.load(journey.assetId)).commits[3]?.commit.id ?? '';
      const older = projection.start(olderReader(store, unreadable));
      await projection.caughtUp(store);
      expect(await flags()).toEqual([{ asset_id: journey.assetId, quarantined: false, needs_upgrade: true }]);
      const parts = { pool: projection.service.pool, fold: recordingFold };
      expect(await releaseUpgraded({ ...parts, store: olderReader(store, unreadable) })).toEqual({
        released: 0,
        after: undefined,
      });
      expect(await releaseUpgraded({ ...parts, store })).toEqual({ released: 1, after: undefined });
      await appendJourney(store, other);
      await projection.caughtUp(store);
      expect(await flags()).toContainEqual({ asset_id: journey.assetId, quarantined: false, needs_upgrade: false });
      expect(await statuses()).toEqual({ [journey.assetId]: 'READY', [other.assetId]: 'READY' });
      expect(await quarantine()).toEqual([]);
      expect(older.health()).toEqual({ ok: true });
    });
  });

  it.each([
    ['without an expected revision', false],
    ['with the right expected revision', true],
  ])('is unchanged if one of its commits is published again %s, before and after a restart', async (_what, isRight) => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    const { commits, revision } = await store.load(journey.assetId);
    let head = revision;
    const publishAgain = (): void => {
      for (const { commit } of commits.slice(1, 3)) {
        const again = bytes(JSON.stringify({ ...commit, v: 1, minReader: 1 }));
        head = parseRevision(store.inject(journey.assetId, again, commit.id, isRight ? head : undefined));
      }
    };
    const projector = projection.start(store);
    await projection.caughtUp(store);
    const before = await projection.rows(`select count(*) from projection.audit_log`);
    publishAgain();
    await projection.caughtUp(store);
    expect(await statuses()).toEqual({ [journey.assetId]: 'READY' });
    await projection.stop(projector);
    publishAgain();
    projection.start(store);
    await projection.caughtUp(store);
    expect(await statuses()).toEqual({ [journey.assetId]: 'READY' });
    expect(await quarantine()).toEqual([]);
    expect(await projection.rows(`select count(*) from projection.audit_log`)).toEqual(before);
  });

  it('is folded if commits without an expected revision came from outside, and they are reported', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 1 });
    for (const id of ['foreign-1', 'foreign-2']) {
      const foreign: AssetEvent = { type: 'CommitDiscarded', v: 2, data: { commitId: newId() } };
      store.inject(journey.assetId, bytes(JSON.stringify({ ...aCommit([foreign]), v: 1, minReader: 1 })), id);
    }
    await appendJourney(store, journey, { from: 1 });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await projection.rows(`select kind, asset_id from ops.ops_log`)).toEqual([
      { kind: 'intrusion', asset_id: journey.assetId },
      { kind: 'intrusion', asset_id: journey.assetId },
    ]);
    expect((await statuses())[journey.assetId]).toBe('READY');
  });
});
