import { newAssetId, newId, type Actor } from '@throughline/contracts';
import { defaultRunConfig, isPresent, renderStatus, type AssetState, type Command } from '@throughline/domain';
import { MemoryDataKeys } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { AssetCommands, type AcceptedOutcome, type CommandMeta, type CommandOutcome } from './asset-commands.js';

const actor: Actor = { kind: 'user', id: 'spec' };
const now = '2026-01-01T00:00:00.000Z';
const meta = (commandId: string = newId()): CommandMeta => ({ commandId, actor, correlationId: 'spec' });

const register = (assetId: string): Command => ({
  type: 'RegisterAsset',
  now,
  assetId,
  owner: 'owner',
  title: 'A talk',
  language: 'auto',
  isMapped: true,
  source: { kind: 'upload', key: `uploads/${assetId}/source`, size: 1, sha256: '0'.repeat(64), mediaType: 'video/mp4' },
});
const startRun = (runId: string = newId()): Command => ({
  type: 'StartRun',
  now,
  by: 'owner',
  runId,
  config: defaultRunConfig,
  configSources: {},
});

const accepted = (outcome: CommandOutcome): AcceptedOutcome => {
  if (outcome.kind !== 'accepted') throw new Error(`not accepted but ${outcome.kind}`);
  return outcome;
};

describe('AssetCommands', () => {
  let store: MemoryEventStore;
  let commands: AssetCommands;
  let assetId: string;
  beforeEach(async () => {
    store = new MemoryEventStore();
    commands = new AssetCommands(store);
    assetId = newAssetId();
    await commands.execute(assetId, register(assetId), meta());
  });

  const countOf = async (type: string): Promise<number> =>
    (await store.load(assetId)).commits.flatMap(({ commit }) => commit.events).filter((event) => event.type === type).length;

  it('returns the new state, so that callers read their own writes', async () => {
    const { asset } = accepted(await commands.execute(assetId, startRun(), meta()));
    expect(isPresent(asset.state) && asset.state.run).toBeTruthy();
    expect(renderStatus(asset.state)).toBe('INITIALIZED');
    expect(asset.personal.title).toBe('A talk');
    expect(asset.revision).toBe(await store.head(assetId));
  });

  it('ignores a commit that was published twice, with a cached history and with a loaded one', async () => {
    accepted(await commands.execute(assetId, startRun(), meta()));
    const [, started] = (await store.load(assetId)).commits;
    const before = await commands.load(assetId);
    store.inject(assetId, new TextEncoder().encode(JSON.stringify({ ...started?.commit, v: 1, minReader: 1 })));
    const revision = await store.head(assetId);
    expect(await commands.load(assetId)).toEqual({ ...before, revision });
    expect(await new AssetCommands(store).load(assetId)).toEqual({ ...before, revision });
    const cancel: Command = { type: 'CancelRun', now, by: 'owner' };
    expect(accepted(await commands.execute(assetId, cancel, meta())).asset.revision).toBe(await store.head(assetId));
  });

  it('decides again if the asset was erased before its commit could be sealed', async () => {
    const keys = new MemoryDataKeys();
    const log = new MemoryEventStore({ keys });
    const [here, elsewhere] = [new AssetCommands(log), new AssetCommands(log)];
    const id = newAssetId();
    await here.execute(id, register(id), meta());
    await here.execute(id, startRun(), meta());
    await elsewhere.execute(id, { type: 'EraseAsset', now, by: 'owner' }, meta());
    await keys.destroy(id);
    const late = await here.execute(id, { type: 'CancelRun', now, by: 'owner', reason: 'words' }, meta());
    expect(late).toMatchObject({ kind: 'rejected', rejection: { code: 'erased' } });
    expect(late.asset.personal).toEqual({});
  });

  it('fails if the data key is missing and no event explains it', async () => {
    const keys = new MemoryDataKeys();
    const here = new AssetCommands(new MemoryEventStore({ keys }));
    const id = newAssetId();
    await keys.destroy(id);
    await expect(here.execute(id, register(id), meta())).rejects.toMatchObject({ kind: 'erased' });
  });

  it('holds no personal data of an asset that it was told to forget', async () => {
    const reads: unknown[] = [];
    const load = store.load.bind(store);
    store.load = (id, options) => {
      reads.push(options?.after);
      return load(id, options);
    };
    await commands.load(assetId);
    commands.forget(assetId);
    await commands.load(assetId);
    expect(reads).toEqual([expect.any(String), undefined]);
  });

  it('returns undefined for an asset without commits', async () => {
    expect(await commands.load(newAssetId())).toBeUndefined();
  });

  it('starts exactly one of many concurrent runs, whichever process sends them', async () => {
    const others = Array.from({ length: 5 }, () => new AssetCommands(store));
    const outcomes = await Promise.all(others.map((one) => one.execute(assetId, startRun(), meta())));
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(
      outcomes.filter((outcome) => outcome.kind === 'rejected' && outcome.rejection.code === 'already-running'),
    ).toHaveLength(4);
    expect(await countOf('RunStarted')).toBe(1);
  });

  it('answers a repeated command with its own commit and appends nothing', async () => {
    const command = startRun();
    const first = accepted(await commands.execute(assetId, command, meta('same')));
    const again = accepted(await commands.execute(assetId, command, meta('same')));
    const elsewhere = accepted(await new AssetCommands(store).execute(assetId, command, meta('same')));
    expect([again, elsewhere].map(({ duplicate, position, events }) => ({ duplicate, position, events }))).toEqual(
      Array.from({ length: 2 }, () => ({ duplicate: true, position: first.position, events: first.events })),
    );
    expect(await countOf('RunStarted')).toBe(1);
  });

  it('does not decide a repeated command again, even if the decision would differ now', async () => {
    const run = accepted(await commands.execute(assetId, startRun(), meta('run')));
    const scheduled = run.events.find((event) => event.type === 'StepScheduled');
    const { step, attemptId } = scheduled?.data ?? { step: '', attemptId: '' };
    await commands.execute(assetId, { type: 'StartStep', now, step, attemptId, worker: 'w' }, meta());
    const complete: Command = { type: 'CompleteStep', now, step, attemptId, result: {}, artifacts: [], metrics: {} };
    await commands.execute(assetId, complete, meta('end'));
    // Deciding the command again would record its result as late, because the attempt is closed.
    expect(accepted(await new AssetCommands(store).execute(assetId, complete, meta('end'))).duplicate).toBe(true);
    expect(await countOf('LateResultIgnored')).toBe(0);
  });

  it('decides on the current state if its hint is stale', async () => {
    const old = await commands.load(assetId);
    await commands.execute(assetId, startRun(), meta());
    const outcome = await new AssetCommands(store).execute(assetId, startRun(), meta(), old);
    expect(outcome).toMatchObject({ kind: 'rejected', rejection: { code: 'already-running' } });
  });

  it('builds a state-dependent command from the state that it is decided on', async () => {
    const seen: (string | undefined)[] = [];
    const decide = (state: AssetState): Command => {
      seen.push(isPresent(state) ? state.run?.runId : undefined);
      return startRun();
    };
    const old = await commands.load(assetId);
    const runId = newId();
    await commands.execute(assetId, startRun(runId), meta());
    await new AssetCommands(store).execute(assetId, decide, meta(), old);
    expect(seen).toEqual([undefined, runId]);
  });

  it('accepts a refusal by the caller only if the refused state is current', async () => {
    const here = new AssetCommands(store);
    await here.load(assetId);
    const ofItsRun = (state: AssetState): Command => {
      if (!isPresent(state) || state.run === undefined) throw new Error('it has no run');
      return { type: 'CancelRun', now, by: 'owner' };
    };
    await expect(here.execute(assetId, ofItsRun, meta())).rejects.toThrow('it has no run');
    await commands.execute(assetId, startRun(), meta());
    expect(await here.execute(assetId, ofItsRun, meta())).toMatchObject({ kind: 'accepted' });
  });

  describe('when the log was replaced by an older copy', () => {
    let older: MemoryEventStore;
    beforeEach(async () => {
      older = new MemoryEventStore();
      const { commits } = await store.load(assetId);
      for (const { commit } of commits) await older.append(assetId, commit, await older.head(assetId));
      await commands.execute(assetId, startRun(), meta());
    });
    const putBack = (): void => {
      store.load = older.load.bind(older);
      store.append = older.append.bind(older);
    };

    it('decides on the restored log after forget()', async () => {
      putBack();
      commands.forget();
      expect((await commands.execute(assetId, startRun(), meta())).kind).toBe('accepted');
    });

    it('detects the older copy after a conflict without new commits', async () => {
      const scheduled = (await store.load(assetId)).commits
        .flatMap(({ commit }) => commit.events)
        .find(({ type }) => type === 'StepScheduled');
      const { step, attemptId } = scheduled?.type === 'StepScheduled' ? scheduled.data : { step: '', attemptId: '' };
      putBack();
      const start = { type: 'StartStep', now, step, attemptId, worker: 'w' } as const;
      expect(await commands.execute(assetId, start, meta())).toMatchObject({
        kind: 'rejected',
        rejection: { code: 'unknown-attempt' },
      });
    });
  });

  it('passes on errors of the store and stores nothing', async () => {
    const failing = new Proxy(store, {
      get: (target, key, receiver) =>
        key === 'append' ? () => Promise.reject(new Error('away')) : (Reflect.get(target, key, receiver) as unknown),
    });
    await expect(new AssetCommands(failing).execute(assetId, startRun(), meta())).rejects.toThrow('away');
    expect(await countOf('RunStarted')).toBe(0);
  });
});
