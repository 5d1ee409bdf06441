import { commitIdFor, isImported, kindOf, type AssetEvent, type Commit, type JsonObject } from '@throughline/contracts';
import {
  decide,
  foldCommit,
  foldPersonal,
  initialPersonal,
  initialState,
  type AssetState,
  type Command,
  type Decision,
  type PersonalData,
} from '@throughline/domain';
import {
  NO_REVISION,
  hasDiscard,
  type EventStore,
  type History,
  type StoredCommit,
  type Revision,
} from '@throughline/event-store';
import { LRUCache } from 'lru-cache';
import { AppliedCommits } from './applied-commits.js';
import type {
  AcceptedOutcome,
  CommandMeta,
  CommandOutcome,
  LoadedAsset,
  OutcomePreview,
  RejectedOutcome,
  SatisfiedOutcome,
} from './command-outcome.js';
import { appendInSpan } from './commit-span.js';

/**
 * A command, or a function that builds it from the state it is decided on. The function leaves no room for another writer in
 * between.
 */
export type CommandOrBuilder = Command | ((state: AssetState, revision: Revision, personal: PersonalData) => Command);

export type {
  AcceptedOutcome,
  CommandMeta,
  CommandOutcome,
  LoadedAsset,
  OutcomePreview,
  RejectedOutcome,
  SatisfiedOutcome,
} from './command-outcome.js';

/** The error after too many concurrent writes to one asset. Nothing was stored; the caller may repeat the command. */
export class ContentionError extends Error {
  readonly kind = 'contention';
  constructor(assetId: string, tries: number) {
    super(
      `Other requests changed asset ${assetId} ${String(tries)} times while a command was being decided. Send the command again`,
    );
    this.name = 'ContentionError';
  }
}

export type AssetLog = Pick<EventStore, 'append' | 'load' | 'head'>;

const MAX_TRIES = 12;
/** The option `max` would reserve the memory of all entries at the start. */
const CACHED_ASSETS = { maxSize: 5_000, sizeCalculation: (): number => 1 };
export const NOTHING: LoadedAsset = { state: initialState, personal: initialPersonal, revision: NO_REVISION };

export const buildCommit = (id: string, events: readonly AssetEvent[], meta: CommandMeta, at: Date): Commit => ({
  id,
  at: at.toISOString(),
  actor: meta.actor,
  causationId: meta.causationId ?? meta.commandId,
  correlationId: meta.correlationId,
  ...(meta.origin === undefined ? {} : { origin: meta.origin }),
  events,
});

export const applyCommit = (
  asset: LoadedAsset,
  {
    assetId,
    commit,
    revision,
    trace = asset.trace,
    // The time of an own commit is that of its writer, so only a commit that was read needs the broker's.
    storedAt = commit.at,
  }: Pick<StoredCommit, 'assetId' | 'commit' | 'revision' | 'trace'> & Partial<Pick<StoredCommit, 'storedAt'>>,
): LoadedAsset => ({
  state: foldCommit(asset.state, { assetId, commit, storedAt }),
  personal: commit.events.reduce(foldPersonal, asset.personal),
  revision,
  ...(trace === undefined ? {} : { trace }),
});
const eventsOf = (decision: Decision): readonly AssetEvent[] => ('rejected' in decision ? [] : decision.events);

const toOutcomeWithoutEvents = (decision: Decision, asset: LoadedAsset): SatisfiedOutcome | RejectedOutcome => {
  if ('rejected' in decision) return { kind: 'rejected', rejection: decision.rejected, asset };
  return decision.satisfied === undefined
    ? { kind: 'satisfied', asset }
    : { kind: 'satisfied', reason: decision.satisfied, asset };
};

interface CachedAsset {
  readonly asset: LoadedAsset;
  readonly commits: AppliedCommits;
}
const EMPTY: CachedAsset = { asset: NOTHING, commits: AppliedCommits.none };

/** Applies the commits of `history` that are new to the entry. A commit published twice under one id counts once. */
function extend(entry: CachedAsset, history: History): CachedAsset {
  let { asset, commits } = entry;
  for (const recorded of history.commits) {
    if (commits.has(recorded.commit.id)) continue;
    asset = applyCommit(asset, recorded);
    commits = commits.with(recorded.commit.id);
  }
  return { asset: { ...asset, revision: history.revision }, commits };
}

/** Returns the command for this state, or the error that the caller's function throws. */
function buildCommand(
  source: CommandOrBuilder,
  { state, revision, personal }: LoadedAsset,
): Command | { readonly refused: unknown } {
  if (typeof source !== 'function') return source;
  try {
    return source(state, revision, personal);
  } catch (refused) {
    return { refused };
  }
}

/**
 * Tells whether the log confirms the state of the decision, and holds no commit of an earlier call with the same command id.
 */
const isUnchanged = (decidedOn: CachedAsset, truth: CachedAsset, commitId: string): boolean =>
  truth.asset.revision === decidedOn.asset.revision && !truth.commits.has(commitId);

/**
 * Loads an asset, decides, appends, and decides again after a revision conflict. Assets come from the log or from a bounded
 * cache of folded states, never from a database row.
 */
export class AssetCommands {
  readonly #cache = new LRUCache<string, CachedAsset>(CACHED_ASSETS);

  constructor(
    private readonly store: AssetLog,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** Returns the asset's current state from the log, or `undefined` if it has no commits. */
  async load(assetId: string): Promise<LoadedAsset | undefined> {
    const { asset } = await this.#latest(assetId);
    return asset.revision === NO_REVISION ? undefined : asset;
  }

  /**
   * Returns the checkpoints of a step's attempts in all runs here, newest first. The state has those of the present run only. An
   * imported one names a batch or an upload of another system's account.
   */
  async checkpointsOf(assetId: string, step: string): Promise<readonly JsonObject[]> {
    const { commits } = await this.store.load(assetId);
    return commits
      .flatMap(({ commit }) => (isImported(commit) ? [] : commit.events))
      .flatMap((event) => (event.type === 'StepCheckpointed' && event.data.step === step ? [event.data.data as JsonObject] : []))
      .reverse();
  }

  /**
   * Drops cached states: all of them, or those of one asset. A broker may come back with an older copy of the log. An erased
   * asset's personal data must not outlive its key.
   */
  forget(assetId?: string): void {
    if (assetId === undefined) this.#cache.clear();
    else this.#cache.delete(assetId);
  }

  /**
   * Carries out a command. `hint` is a folded state that the caller already has. If it is stale, the append conflicts and the
   * command is decided again.
   */
  async execute(assetId: string, source: CommandOrBuilder, meta: CommandMeta, hint?: LoadedAsset): Promise<CommandOutcome> {
    const commitId = commitIdFor(assetId, meta.commandId);
    let entry =
      hint === undefined ? (this.#cache.get(assetId) ?? (await this.#latest(assetId))) : { asset: hint, commits: EMPTY.commits };
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      if (entry.commits.has(commitId)) return this.#ownCommit(assetId, commitId);
      const command = buildCommand(source, entry.asset);
      if ('refused' in command) {
        entry = await this.#truthBehind(command.refused, { assetId, commitId, entry });
        continue;
      }
      const decision = decide(entry.asset.state, command);
      const settled = await this.#settle(assetId, entry, buildCommit(commitId, eventsOf(decision), meta, this.clock()));
      if (settled !== undefined) return settled;
      const truth = await this.#truthAfter(assetId, entry, decision);
      if (isUnchanged(entry, truth, commitId) && eventsOf(decision).length === 0)
        return toOutcomeWithoutEvents(decision, truth.asset);
      entry = truth;
    }
    throw new ContentionError(assetId, MAX_TRIES);
  }

  /** The cached state may be stale: reload it before passing on the caller's refusal. */
  async #truthBehind(
    refused: unknown,
    { assetId, commitId, entry }: { readonly assetId: string; readonly commitId: string; readonly entry: CachedAsset },
  ): Promise<CachedAsset> {
    const truth = await this.#latest(assetId);
    if (isUnchanged(entry, truth, commitId)) throw refused;
    return truth;
  }

  async preview(assetId: string, source: CommandOrBuilder, meta: CommandMeta): Promise<OutcomePreview> {
    const { asset } = await this.#latest(assetId);
    const decision = decide(
      asset.state,
      typeof source === 'function' ? source(asset.state, asset.revision, asset.personal) : source,
    );
    const commit = buildCommit(commitIdFor(assetId, meta.commandId), eventsOf(decision), meta, this.clock());
    if (commit.events.length === 0) return toOutcomeWithoutEvents(decision, asset);
    const { revision } = asset;
    return { kind: 'accepted', events: commit.events, asset: applyCommit(asset, { assetId, commit, revision }) };
  }

  /** Returns `undefined` if there is nothing to append, or if another writer was first. */
  async #settle(assetId: string, entry: CachedAsset, commit: Commit): Promise<AcceptedOutcome | undefined> {
    if (commit.events.length === 0) return undefined;
    try {
      const { stored, trace } = await appendInSpan(assetId, entry.asset, commit, () =>
        this.store.append(assetId, commit, entry.asset.revision),
      );
      if (stored.duplicate) return await this.#ownCommit(assetId, commit.id);
      const { revision } = stored;
      const asset = applyCommit(entry.asset, { assetId, commit, revision, ...(trace === undefined ? {} : { trace }) });
      // A hint lacks the ids of its commits, so only a complete entry may be cached.
      if (entry.commits.size > 0 || entry === EMPTY) this.#cache.set(assetId, { asset, commits: entry.commits.with(commit.id) });
      const { events, causationId } = commit;
      return { kind: 'accepted', asset, position: stored.position, events, duplicate: false, causationId };
    } catch (error) {
      if (kindOf(error) === 'revision-conflict' || (await this.#isOvertaken(assetId, entry, error))) return undefined;
      throw error;
    }
  }

  /** Tells whether sealing failed because the asset was erased after the decision. */
  async #isOvertaken(assetId: string, { asset }: CachedAsset, error: unknown): Promise<boolean> {
    return kindOf(error) === 'erased' && (await this.store.head(assetId)) !== asset.revision;
  }

  async #ownCommit(assetId: string, commitId: string): Promise<AcceptedOutcome> {
    const history = await this.store.load(assetId);
    const entry = extend(EMPTY, history);
    this.#cache.set(assetId, entry);
    const own = history.commits.find((recorded) => recorded.commit.id === commitId);
    if (own === undefined) throw new Error(`Commit ${commitId} of asset ${assetId} was discarded by an operator`);
    const { events, causationId } = own.commit;
    return { kind: 'accepted', asset: entry.asset, position: own.position, events, duplicate: true, causationId };
  }

  /**
   * Reloads after a conflict. If the revision is unchanged, the cached state came from a log that no longer exists, so the
   * cache entry is dropped.
   */
  async #truthAfter(assetId: string, decidedOn: CachedAsset, decision: Decision): Promise<CachedAsset> {
    const truth = await this.#latest(assetId);
    if (eventsOf(decision).length === 0 || truth.asset.revision !== decidedOn.asset.revision) return truth;
    this.#cache.delete(assetId);
    return this.#latest(assetId);
  }

  async #latest(assetId: string): Promise<CachedAsset> {
    const entry = await this.#caughtUp(assetId);
    if (entry.asset.revision === NO_REVISION) return EMPTY;
    this.#cache.set(assetId, entry);
    return entry;
  }

  async #caughtUp(assetId: string): Promise<CachedAsset> {
    const existing = this.#cache.get(assetId);
    if (existing !== undefined) {
      const news = await this.store.load(assetId, { after: existing.asset.revision });
      if (!news.commits.some(hasDiscard)) return extend(existing, news);
    }
    return extend(EMPTY, await this.store.load(assetId));
  }
}
