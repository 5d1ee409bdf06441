import { commitIdFor, kindOf, type Actor, type AssetEvent, type Commit } from '@throughline/contracts';
import {
  decide,
  foldCommit,
  foldPersonal,
  initialPersonal,
  initialState,
  type AssetState,
  type Command,
  type Decision,
  type Personal,
  type Rejection,
} from '@throughline/domain';
import {
  NO_REVISION,
  rewrites,
  type EventStore,
  type History,
  type Position,
  type Recorded,
  type Revision,
} from '@throughline/event-store';
import { LRUCache } from 'lru-cache';
import { AppliedCommits } from './applied-commits.js';
import { committing } from './commit-span.js';

/** An asset folded up to a revision. */
export interface LoadedAsset {
  readonly state: AssetState;
  readonly personal: Personal;
  readonly revision: Revision;
  /** The `traceparent` of its last commit that has one: what is done for the asset goes on in that trace. */
  readonly trace?: string;
}

/** A command, or what makes it of the state that it is decided on: where it depends on that, no other writer can come in between. */
export type CommandOn = Command | ((state: AssetState) => Command);

export interface CommandMeta {
  /** The same id again answers the same and adds nothing. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string;
}

interface Answer {
  readonly asset: LoadedAsset;
}
/** The command's events are in the log; `duplicate` says that an earlier sending of it had put them there. */
export interface Accepted extends Answer {
  readonly kind: 'accepted';
  readonly position: Position;
  readonly events: readonly AssetEvent[];
  readonly duplicate: boolean;
}
/** What the command asks for is already so. */
export interface Satisfied extends Answer {
  readonly kind: 'satisfied';
  /** Why there was nothing to do, where that is worth saying. */
  readonly reason?: Rejection;
}
export interface Refused extends Answer {
  readonly kind: 'rejected';
  readonly rejection: Rejection;
}
export type CommandOutcome = Accepted | Satisfied | Refused;
/** The outcome that a command would have now. `asset` is the asset as it would be, at its present revision. */
export type PreviewedOutcome = Pick<Accepted, 'kind' | 'events' | 'asset'> | Satisfied | Refused;

/** Writers kept overtaking this command. Nothing was stored; sending it again is safe. */
export class ContentionError extends Error {
  readonly kind = 'contention';
  constructor(assetId: string, tries: number) {
    super(`Asset ${assetId} was changed by others ${String(tries)} times while a command was being decided; send it again`);
    this.name = 'ContentionError';
  }
}

/** What of a log it takes to carry out commands. */
export type AssetLog = Pick<EventStore, 'append' | 'load' | 'head'>;

const MAX_TRIES = 12;
const CACHED_ASSETS = 5_000;
export const NOTHING: LoadedAsset = { state: initialState, personal: initialPersonal, revision: NO_REVISION };

/** The commit that a command makes of its events. */
export const commitOf = (id: string, events: readonly AssetEvent[], meta: CommandMeta, at: Date): Commit => ({
  id,
  at: at.toISOString(),
  actor: meta.actor,
  causationId: meta.causationId ?? meta.commandId,
  correlationId: meta.correlationId,
  events,
});

/** The asset with one commit more. */
export const apply = (
  asset: LoadedAsset,
  { assetId, commit, revision, trace = asset.trace }: Pick<Recorded, 'assetId' | 'commit' | 'revision' | 'trace'>,
): LoadedAsset => ({
  state: foldCommit(asset.state, { assetId, commit }),
  personal: commit.events.reduce(foldPersonal, asset.personal),
  revision,
  ...(trace === undefined ? {} : { trace }),
});
const eventsOf = (decision: Decision): readonly AssetEvent[] => ('rejected' in decision ? [] : decision.events);

const withoutEvents = (decision: Decision, asset: LoadedAsset): Satisfied | Refused => {
  if ('rejected' in decision) return { kind: 'rejected', rejection: decision.rejected, asset };
  return decision.satisfied === undefined
    ? { kind: 'satisfied', asset }
    : { kind: 'satisfied', reason: decision.satisfied, asset };
};

/** A folded asset with the ids of the commits in it: a command whose own commit is among them was carried out before. */
interface Entry {
  readonly asset: LoadedAsset;
  readonly commits: AppliedCommits;
}
const EMPTY: Entry = { asset: NOTHING, commits: AppliedCommits.none };

/** A commit that was published again under its id has happened once. */
function extend(entry: Entry, history: History): Entry {
  let { asset, commits } = entry;
  for (const recorded of history.commits) {
    if (commits.has(recorded.commit.id)) continue;
    asset = apply(asset, recorded);
    commits = commits.with(recorded.commit.id);
  }
  return { asset: { ...asset, revision: history.revision }, commits };
}

/** What is asked on this state, or what whoever asks throws at it. */
function commandOn(asked: CommandOn, state: AssetState): Command | { readonly refused: unknown } {
  if (typeof asked !== 'function') return asked;
  try {
    return asked(state);
  } catch (refused) {
    return { refused };
  }
}

/** The decision was taken on what is true, and not by an earlier sending of the same command. */
const isUnchanged = (decidedOn: Entry, truth: Entry, commitId: string): boolean =>
  truth.asset.revision === decidedOn.asset.revision && !truth.commits.has(commitId);

/**
 * The shell around the decider: load, decide, append, and decide again when another writer was first.
 * Assets come from the log or from a bounded cache of folded states, never from a row.
 */
export class AssetCommands {
  readonly #cache = new LRUCache<string, Entry>({ max: CACHED_ASSETS });

  constructor(
    private readonly store: AssetLog,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** The asset as the log has it now, or undefined where nothing was ever recorded. */
  async load(assetId: string): Promise<LoadedAsset | undefined> {
    const { asset } = await this.#latest(assetId);
    return asset.revision === NO_REVISION ? undefined : asset;
  }

  /**
   * For when the broker was away: it may have come back with an older copy of the log, in which what is held here never happened.
   * Of one asset: its key was destroyed, and what is held of it in the open must not outlive that.
   */
  forget(assetId?: string): void {
    if (assetId === undefined) this.#cache.clear();
    else this.#cache.delete(assetId);
  }

  /**
   * Carries out a command. `hint` is a folded state that the caller holds already: if it is stale, the
   * append conflicts and the command is decided again on what is true.
   */
  async execute(assetId: string, asked: CommandOn, meta: CommandMeta, hint?: LoadedAsset): Promise<CommandOutcome> {
    const commitId = commitIdFor(assetId, meta.commandId);
    let entry =
      hint === undefined ? (this.#cache.get(assetId) ?? (await this.#latest(assetId))) : { asset: hint, commits: EMPTY.commits };
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      if (entry.commits.has(commitId)) return this.#ownCommit(assetId, commitId);
      const command = commandOn(asked, entry.asset.state);
      if ('refused' in command) {
        entry = await this.#truthBehind(command.refused, { assetId, commitId, entry });
        continue;
      }
      const decision = decide(entry.asset.state, command);
      const settled = await this.#settle(assetId, entry, commitOf(commitId, eventsOf(decision), meta, this.clock()));
      if (settled !== undefined) return settled;
      const truth = await this.#truthAfter(assetId, entry, decision);
      if (isUnchanged(entry, truth, commitId) && eventsOf(decision).length === 0) return withoutEvents(decision, truth.asset);
      entry = truth;
    }
    throw new ContentionError(assetId, MAX_TRIES);
  }

  /** Whoever asks has refused a state that may have been held here for long: only what is true counts. */
  async #truthBehind(
    refused: unknown,
    { assetId, commitId, entry }: { readonly assetId: string; readonly commitId: string; readonly entry: Entry },
  ): Promise<Entry> {
    const truth = await this.#latest(assetId);
    if (isUnchanged(entry, truth, commitId)) throw refused;
    return truth;
  }

  /** Decides as `execute` would, on the latest state, and appends nothing. */
  async preview(assetId: string, asked: CommandOn, meta: CommandMeta): Promise<PreviewedOutcome> {
    const { asset } = await this.#latest(assetId);
    const decision = decide(asset.state, typeof asked === 'function' ? asked(asset.state) : asked);
    const commit = commitOf(commitIdFor(assetId, meta.commandId), eventsOf(decision), meta, this.clock());
    if (commit.events.length === 0) return withoutEvents(decision, asset);
    const { revision } = asset;
    return { kind: 'accepted', events: commit.events, asset: apply(asset, { assetId, commit, revision }) };
  }

  /** Undefined where there is nothing to append, or where another writer was first. */
  async #settle(assetId: string, entry: Entry, commit: Commit): Promise<Accepted | undefined> {
    if (commit.events.length === 0) return undefined;
    try {
      const { stored, trace } = await committing(assetId, entry.asset, commit, () =>
        this.store.append(assetId, commit, entry.asset.revision),
      );
      if (stored.duplicate) return await this.#ownCommit(assetId, commit.id);
      const { revision } = stored;
      const asset = apply(entry.asset, { assetId, commit, revision, ...(trace === undefined ? {} : { trace }) });
      // A hint does not know what was in its history: only a whole entry may be kept.
      if (entry.commits.size > 0 || entry === EMPTY) this.#cache.set(assetId, { asset, commits: entry.commits.with(commit.id) });
      return { kind: 'accepted', asset, position: stored.position, events: commit.events, duplicate: false };
    } catch (error) {
      if (kindOf(error) === 'revision-conflict' || (await this.#isOvertaken(assetId, entry, error))) return undefined;
      throw error;
    }
  }

  /** What was decided on cannot be sealed any more: the asset was erased meanwhile. */
  async #isOvertaken(assetId: string, { asset }: Entry, error: unknown): Promise<boolean> {
    return kindOf(error) === 'erased' && (await this.store.head(assetId)) !== asset.revision;
  }

  /** The answer to a command that was carried out before: its own commit, and the asset as it is now. */
  async #ownCommit(assetId: string, commitId: string): Promise<Accepted> {
    const history = await this.store.load(assetId);
    const entry = extend(EMPTY, history);
    this.#cache.set(assetId, entry);
    const own = history.commits.find((recorded) => recorded.commit.id === commitId);
    if (own === undefined) throw new Error(`Commit ${commitId} of asset ${assetId} was discarded by an operator`);
    return { kind: 'accepted', asset: entry.asset, position: own.position, events: own.commit.events, duplicate: true };
  }

  /** A conflict with nothing new behind it: what was decided on is not in this log at all. */
  async #truthAfter(assetId: string, decidedOn: Entry, decision: Decision): Promise<Entry> {
    const truth = await this.#latest(assetId);
    if (eventsOf(decision).length === 0 || truth.asset.revision !== decidedOn.asset.revision) return truth;
    this.#cache.delete(assetId);
    return this.#latest(assetId);
  }

  async #latest(assetId: string): Promise<Entry> {
    const entry = await this.#caughtUp(assetId);
    if (entry.asset.revision === NO_REVISION) return EMPTY;
    this.#cache.set(assetId, entry);
    return entry;
  }

  async #caughtUp(assetId: string): Promise<Entry> {
    const known = this.#cache.get(assetId);
    if (known !== undefined) {
      const news = await this.store.load(assetId, { after: known.asset.revision });
      if (!news.commits.some(rewrites)) return extend(known, news);
    }
    return extend(EMPTY, await this.store.load(assetId));
  }
}
