import { commitIdFor, kindOf, type AssetEvent } from '@throughline/contracts';
import { FoldFailedError, decide } from '@throughline/domain';
import { ObstacleError, comparePosition, extractReadable, type EventStore, type Position } from '@throughline/event-store';
import {
  ContentionError,
  NOTHING,
  applyCommit,
  buildCommit,
  type AcceptedOutcome,
  type CommandMeta,
  type CommandOrBuilder,
  type CommandOutcome,
  type LoadedAsset,
  type OutcomePreview,
  type RejectedOutcome,
  type SatisfiedOutcome,
} from '../commands/asset-commands.js';

export type OperatorDecision =
  | { readonly type: 'discard'; readonly commitId: string; readonly reason?: string }
  /** Applies the commit again unchanged, e.g. after a repair of the database. */
  | { readonly type: 'retry'; readonly reason?: string };

export type ReadableHistory = ReturnType<typeof extractReadable>;

interface FoldedHistory extends ReadableHistory {
  readonly asset: LoadedAsset;
}

/** A deletion or erasure of an item that may be quarantined at a commit which can be read but not projected. */
export interface RemovalRequest {
  readonly command: CommandOrBuilder;
  readonly parkedAt: string | undefined;
}

const MAX_TRIES = 12;

/** Counts commits that cannot be folded, because of a bug, among the obstacles: they can be discarded like unreadable ones. */
function foldReadable(readable: ReadableHistory, apply: typeof applyCommit): FoldedHistory {
  const [commits, obstacles] = [[...readable.commits], [...readable.obstacles]];
  let asset = NOTHING;
  for (const recorded of readable.commits) {
    try {
      asset = apply(asset, recorded);
    } catch (cause) {
      commits.splice(commits.indexOf(recorded), 1);
      const { commit } = recorded;
      obstacles.push(new ObstacleError({ ...recorded, commitId: commit.id }, new FoldFailedError(commit.events, { cause })));
    }
  }
  obstacles.sort((one, other) => comparePosition(one.position, other.position));
  return { ...readable, commits, obstacles, asset: { ...asset, revision: readable.revision } };
}

const because = (reason: string | undefined): { personal?: { reason: string } } =>
  reason === undefined ? {} : { personal: { reason } };

const eventOf = (act: OperatorDecision): AssetEvent =>
  act.type === 'discard'
    ? { type: 'CommitDiscarded', v: 2, data: { commitId: act.commitId }, ...because(act.reason) }
    : { type: 'CommitReleased', v: 1, data: {}, ...because(act.reason) };

const discardOf = (commitId: string): AssetEvent => ({ type: 'CommitDiscarded', v: 2, data: { commitId } });

const discardedIn = ({ commits }: ReadableHistory): ReadonlySet<string> =>
  new Set(
    commits.flatMap(({ commit }) =>
      commit.events.flatMap((event) => (event.type === 'CommitDiscarded' ? [event.data.commitId] : [])),
    ),
  );

/**
 * Carries out decisions of operators about quarantined items, and deletion and erasure by their owners. Each decision is
 * appended after the commits that cannot be read.
 */
export class QuarantineCommands {
  constructor(
    private readonly store: Pick<EventStore, 'append' | 'messages'>,
    private readonly clock: () => Date = () => new Date(),
    private readonly apply = applyCommit,
  ) {}

  async examine(assetId: string): Promise<FoldedHistory> {
    return foldReadable(extractReadable(await this.store.messages(assetId)), this.apply);
  }

  /** Appends the decision and returns its position. The same command again appends nothing. */
  async decideOn(assetId: string, act: OperatorDecision, meta: CommandMeta): Promise<Position> {
    const commitId = commitIdFor(assetId, meta.commandId);
    return this.#untilSettled(assetId, async (readable) => {
      const own = readable.commits.find(({ commit }) => commit.id === commitId);
      if (own !== undefined) return own.position;
      const { position } = await this.store.append(
        assetId,
        buildCommit(commitId, [eventOf(act)], meta, this.clock()),
        readable.revision,
      );
      return position;
    });
  }

  /**
   * Deletes or erases the item. Discards the commits that cannot be applied in the same commit, so that retention, restoration
   * and erasure work as for any other item. Throws `newer-schema` if a newer release wrote to the item: only that release may
   * discard its commits.
   */
  async carryOut(assetId: string, request: RemovalRequest, meta: CommandMeta): Promise<CommandOutcome> {
    return this.#untilSettled(assetId, async (readable): Promise<CommandOutcome> => {
      const commitId = commitIdFor(assetId, meta.commandId);
      const own = readable.commits.find(({ commit }) => commit.id === commitId);
      if (own !== undefined) {
        const { events, causationId } = own.commit;
        return { kind: 'accepted', asset: readable.asset, position: own.position, events, duplicate: true, causationId };
      }
      const decided = this.#decide(readable, request);
      if ('kind' in decided) return decided;
      const commit = buildCommit(commitId, decided.events, meta, this.clock());
      const { position, revision } = await this.store.append(assetId, commit, readable.revision);
      const asset = this.apply(decided.asset, { assetId, commit, revision });
      const { events, causationId } = commit;
      return { kind: 'accepted', asset, position, events, duplicate: false, causationId };
    });
  }

  async preview(assetId: string, request: RemovalRequest, meta: CommandMeta): Promise<OutcomePreview> {
    const decided = this.#decide(await this.examine(assetId), request);
    if ('kind' in decided) return decided;
    const commit = buildCommit(commitIdFor(assetId, meta.commandId), decided.events, meta, this.clock());
    const { revision } = decided.asset;
    return { kind: 'accepted', events: commit.events, asset: this.apply(decided.asset, { assetId, commit, revision }) };
  }

  #decide(
    readable: FoldedHistory,
    { command, parkedAt }: RemovalRequest,
  ): SatisfiedOutcome | RejectedOutcome | Pick<AcceptedOutcome, 'asset' | 'events'> {
    const newer = readable.obstacles.find(({ kind }) => kind === 'newer-schema');
    if (newer !== undefined) throw newer;
    const { asset } = readable;
    const { state, revision, personal } = asset;
    const decision = decide(state, typeof command === 'function' ? command(state, revision, personal) : command);
    if ('rejected' in decision) return { kind: 'rejected', rejection: decision.rejected, asset };
    if (decision.events.length === 0) return { kind: 'satisfied', asset };
    const commitIds = new Set([
      ...readable.obstacles.map(({ commitId }) => commitId),
      ...(parkedAt === undefined ? [] : [parkedAt]),
    ]);
    const discarded = discardedIn(readable);
    return { asset, events: [...[...commitIds].filter((id) => !discarded.has(id)).map(discardOf), ...decision.events] };
  }

  async #untilSettled<T>(assetId: string, settle: (readable: FoldedHistory) => Promise<T>): Promise<T> {
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
