import { commitIdFor, kindOf, type AssetEvent } from '@throughline/contracts';
import { decide } from '@throughline/domain';
import { readableOf, type EventStore, type Position } from '@throughline/event-store';
import {
  ContentionError,
  NOTHING,
  apply,
  commitOf,
  type Accepted,
  type CommandMeta,
  type CommandOn,
  type CommandOutcome,
  type LoadedAsset,
  type PreviewedOutcome,
  type Refused,
  type Satisfied,
} from '../commands/asset-commands.js';

/** What an operator decides about an item in quarantine. */
export type QuarantineAct =
  | { readonly type: 'discard'; readonly commitId: string; readonly reason?: string }
  /** Tried again as it is, e.g. after a repair of the database. */
  | { readonly type: 'retry'; readonly reason?: string };

export type Readable = ReturnType<typeof readableOf>;

/** A deletion or an erasure of an item that may be parked at a commit which can be read and not be projected. */
export interface GivingUp {
  readonly command: CommandOn;
  readonly parkedAt: string | undefined;
}

const MAX_TRIES = 12;

const foldAll = ({ commits, revision }: Readable): LoadedAsset => ({
  ...commits.reduce(apply, NOTHING),
  revision,
});

const because = (reason: string | undefined): { personal?: { reason: string } } =>
  reason === undefined ? {} : { personal: { reason } };

const eventOf = (act: QuarantineAct): AssetEvent =>
  act.type === 'discard'
    ? { type: 'CommitDiscarded', v: 2, data: { commitId: act.commitId }, ...because(act.reason) }
    : { type: 'CommitReleased', v: 1, data: {}, ...because(act.reason) };

const discardOf = (commitId: string): AssetEvent => ({ type: 'CommitDiscarded', v: 2, data: { commitId } });

const discardedIn = ({ commits }: Readable): ReadonlySet<string> =>
  new Set(
    commits.flatMap(({ commit }) =>
      commit.events.flatMap((event) => (event.type === 'CommitDiscarded' ? [event.data.commitId] : [])),
    ),
  );

/**
 * What can be done with an item whose history cannot be applied: the decisions of an operator, and the deletion and erasure of its
 * owner. Each one is appended to the log, behind whatever cannot be read.
 */
export class QuarantineActs {
  constructor(
    private readonly store: Pick<EventStore, 'append' | 'messages'>,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** What can be read of the item, and what stands in the way of the rest. */
  async examine(assetId: string): Promise<Readable> {
    return readableOf(await this.store.messages(assetId));
  }

  /** Returns where the decision stands in the log; the same command again adds nothing. */
  async decideOn(assetId: string, act: QuarantineAct, meta: CommandMeta): Promise<Position> {
    const commitId = commitIdFor(assetId, meta.commandId);
    return this.#untilSettled(assetId, async (readable) => {
      const own = readable.commits.find(({ commit }) => commit.id === commitId);
      if (own !== undefined) return own.position;
      const { position } = await this.store.append(
        assetId,
        commitOf(commitId, [eventOf(act)], meta, this.clock()),
        readable.revision,
      );
      return position;
    });
  }

  /**
   * Deletes or erases the item. What cannot be applied is taken out of its history in the same commit, so that the item can go
   * through its retention, its restoration and its erasure as any other. Throws `newer-schema` where a newer release wrote to it:
   * nobody may take out what only that release understands.
   */
  async carryOut(assetId: string, asked: GivingUp, meta: CommandMeta): Promise<CommandOutcome> {
    return this.#untilSettled(assetId, async (readable): Promise<CommandOutcome> => {
      const commitId = commitIdFor(assetId, meta.commandId);
      const own = readable.commits.find(({ commit }) => commit.id === commitId);
      if (own !== undefined)
        return { kind: 'accepted', asset: foldAll(readable), position: own.position, events: own.commit.events, duplicate: true };
      const decided = this.#decide(readable, asked);
      if ('kind' in decided) return decided;
      const commit = commitOf(commitId, decided.events, meta, this.clock());
      const { position, revision } = await this.store.append(assetId, commit, readable.revision);
      const asset = apply(decided.asset, { assetId, commit, revision });
      return { kind: 'accepted', asset, position, events: commit.events, duplicate: false };
    });
  }

  /** The outcome that `carryOut` would have now. Changes nothing. */
  async preview(assetId: string, asked: GivingUp, meta: CommandMeta): Promise<PreviewedOutcome> {
    const decided = this.#decide(await this.examine(assetId), asked);
    if ('kind' in decided) return decided;
    const commit = commitOf(commitIdFor(assetId, meta.commandId), decided.events, meta, this.clock());
    const { revision } = decided.asset;
    return { kind: 'accepted', events: commit.events, asset: apply(decided.asset, { assetId, commit, revision }) };
  }

  #decide(readable: Readable, { command, parkedAt }: GivingUp): Satisfied | Refused | Pick<Accepted, 'asset' | 'events'> {
    const newer = readable.obstacles.find(({ kind }) => kind === 'newer-schema');
    if (newer !== undefined) throw newer;
    const asset = foldAll(readable);
    const decision = decide(asset.state, typeof command === 'function' ? command(asset.state) : command);
    if ('rejected' in decision) return { kind: 'rejected', rejection: decision.rejected, asset };
    if (decision.events.length === 0) return { kind: 'satisfied', asset };
    const taken = new Set([...readable.obstacles.map(({ commitId }) => commitId), ...(parkedAt === undefined ? [] : [parkedAt])]);
    const gone = discardedIn(readable);
    return { asset, events: [...[...taken].filter((id) => !gone.has(id)).map(discardOf), ...decision.events] };
  }

  async #untilSettled<T>(assetId: string, settle: (readable: Readable) => Promise<T>): Promise<T> {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      try {
        return await settle(await this.examine(assetId));
      } catch (error) {
        if (kindOf(error) !== 'revision-conflict') throw error;
      }
    }
    throw new ContentionError(assetId, MAX_TRIES);
  }
}
