import { commitIdFor, kindOf, type Actor, type AssetEvent, type Commit } from '@throughline/contracts';
import {
  decide,
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  type AssetState,
  type Command,
  type Personal,
  type Rejection,
} from '@throughline/domain';
import { NO_REVISION, type EventStore, type History, type Position, type Revision } from '@throughline/event-store';
import { LRUCache } from 'lru-cache';

/** An asset folded up to a revision. */
export interface LoadedAsset {
  readonly state: AssetState;
  readonly personal: Personal;
  readonly revision: Revision;
}

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

/** Writers kept overtaking this command. Nothing was stored; sending it again is safe. */
export class ContentionError extends Error {
  readonly kind = 'contention';
  constructor(assetId: string, tries: number) {
    super(`Asset ${assetId} was changed by others ${String(tries)} times while a command was being decided; send it again`);
    this.name = 'ContentionError';
  }
}

const MAX_TRIES = 12;
const CACHED_ASSETS = 5_000;
const NOTHING: LoadedAsset = { state: initialState, personal: initialPersonal, revision: NO_REVISION };

const apply = (assetId: string, asset: LoadedAsset, commit: Commit, revision: Revision): LoadedAsset => ({
  state: foldCommit(asset.state, { assetId, commit }),
  personal: commit.events.reduce(foldPersonal, asset.personal),
  revision,
});
const foldHistory = (assetId: string, history: History, from: LoadedAsset): LoadedAsset => ({
  ...history.commits.reduce((asset, recorded) => apply(assetId, asset, recorded.commit, recorded.revision), from),
  revision: history.revision,
});

const satisfiedBy = (reason: Rejection | undefined, asset: LoadedAsset): Satisfied =>
  reason === undefined ? { kind: 'satisfied', asset } : { kind: 'satisfied', reason, asset };

/**
 * The shell around the decider: load, decide, append, and decide again when another writer was first.
 * Assets come from the log or from a bounded cache of folded states, never from a row.
 */
export class AssetCommands {
  readonly #cache = new LRUCache<string, LoadedAsset>({ max: CACHED_ASSETS });

  constructor(
    private readonly store: EventStore,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** The asset as the log has it now, or undefined where nothing was ever recorded. */
  async load(assetId: string): Promise<LoadedAsset | undefined> {
    const known = this.#cache.get(assetId);
    const asset =
      known === undefined
        ? await this.#fromStart(assetId)
        : foldHistory(assetId, await this.store.load(assetId, { after: known.revision }), known);
    if (asset.revision === NO_REVISION) return undefined;
    this.#cache.set(assetId, asset);
    return asset;
  }

  /**
   * Carries out a command. `hint` is a folded state that the caller holds already: if it is stale, the
   * append conflicts and the command is decided again on what is true.
   */
  async execute(assetId: string, command: Command, meta: CommandMeta, hint?: LoadedAsset): Promise<CommandOutcome> {
    const commitId = commitIdFor(assetId, meta.commandId);
    let asset = hint ?? this.#cache.get(assetId) ?? (await this.load(assetId)) ?? NOTHING;
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const decision = decide(asset.state, command);
      if ('rejected' in decision || decision.events.length === 0) {
        const truth = await this.#confirm(assetId, commitId);
        if (truth.own !== undefined) return truth.own;
        if (truth.asset.revision === asset.revision) {
          return 'rejected' in decision
            ? { kind: 'rejected', rejection: decision.rejected, asset }
            : { kind: 'satisfied', asset };
        }
        asset = truth.asset;
        continue;
      }
      const outcome = await this.#append(assetId, asset, this.#commit(commitId, decision.events, meta));
      if (outcome !== undefined) return outcome;
      asset = (await this.load(assetId)) ?? NOTHING;
    }
    throw new ContentionError(assetId, MAX_TRIES);
  }

  #commit(id: string, events: readonly AssetEvent[], meta: CommandMeta): Commit {
    return {
      id,
      at: this.clock().toISOString(),
      actor: meta.actor,
      causationId: meta.causationId ?? meta.commandId,
      correlationId: meta.correlationId,
      events,
    };
  }

  /** Undefined where another writer was first. */
  async #append(assetId: string, asset: LoadedAsset, commit: Commit): Promise<Accepted | undefined> {
    try {
      const stored = await this.store.append(assetId, commit, asset.revision);
      if (stored.duplicate) return (await this.#confirm(assetId, commit.id)).own;
      const next = apply(assetId, asset, commit, stored.revision);
      this.#cache.set(assetId, next);
      return { kind: 'accepted', asset: next, position: stored.position, events: commit.events, duplicate: false };
    } catch (error) {
      this.#cache.delete(assetId);
      if (kindOf(error) === 'revision-conflict') return undefined;
      throw error;
    }
  }

  /** The whole truth, and this command's own commit if an earlier sending of it was stored. */
  async #confirm(assetId: string, commitId: string): Promise<{ asset: LoadedAsset; own: Accepted | undefined }> {
    const history = await this.store.load(assetId);
    const asset = foldHistory(assetId, history, NOTHING);
    if (asset.revision !== NO_REVISION) this.#cache.set(assetId, asset);
    const own = history.commits.find((recorded) => recorded.commit.id === commitId);
    if (own === undefined) return { asset, own: undefined };
    return { asset, own: { kind: 'accepted', asset, position: own.position, events: own.commit.events, duplicate: true } };
  }

  async #fromStart(assetId: string): Promise<LoadedAsset> {
    return foldHistory(assetId, await this.store.load(assetId), NOTHING);
  }
}
