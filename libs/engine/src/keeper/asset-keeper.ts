import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetEvent, AssetEventType, WorkerService } from '@throughline/contracts';
import { assetTimers, dueCommands, isContentGone, isPresent, type Command } from '@throughline/domain';
import type { DataKeys } from '@throughline/event-store';
import type { Timers } from '@throughline/messaging';
import type { AssetCommands, LoadedAsset } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import { listResetPrefixes, listUnusedPrefixes } from '../worker/dead-attempts.js';
import type { WorkerLog } from '../worker/worker-log.js';

export const KEEPER_SERVICE: WorkerService = 'ingest';

export interface AssetKeeperParts {
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
  readonly timers: Timers;
  readonly artifacts: ArtifactStore;
  readonly keys: Pick<DataKeys, 'destroy'>;
  /** Removes the texts of an item whose content is gone from the search. */
  readonly forgetTexts: (assetId: string) => Promise<void>;
  readonly worker: string;
  readonly log: WorkerLog;
  readonly failpoint?: (name: string) => Promise<void>;
  readonly clock?: () => Date;
}

const SETS_TIMERS: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['PauseRequested', 'AssetDeleted']);
/** Events that leave unused files behind. A new run may omit a stage that an earlier run completed. */
const LEAVES_FILES: ReadonlySet<AssetEventType> = new Set<AssetEventType>([
  'RunStarted',
  'RunCancelled',
  'AssetReset',
  'AssetExpired',
  'AssetErased',
]);
/** A stalled worker may write files once more after the item's content is gone. */
const MAY_LEAVE_MORE: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['LateResultIgnored']);

const ENDS_CONTENT: Readonly<Partial<Record<AssetEventType, string>>> = { AssetErased: 'an erasure', AssetExpired: 'an expiry' };

const isGone = ({ state }: LoadedAsset): boolean => isPresent(state) && isContentGone(state);

/** The error for content that could not be removed. It makes the log deliver the commit again. */
class LeftoversError extends AggregateError {
  readonly kind = 'infrastructure';
  constructor(assetId: string, causes: readonly unknown[]) {
    super(causes, `Some data of asset ${assetId} could not be removed: check the artifact store and the broker`);
    this.name = 'LeftoversError';
  }
}

/**
 * Handles what concerns an item as a whole: pause ends, retention dates, and the files and data keys of cancelled, reset,
 * expired and erased items. All calls may be repeated.
 */
export class AssetKeeper {
  constructor(private readonly parts: AssetKeeperParts) {}

  concerns(events: readonly Pick<AssetEvent, 'type'>[]): boolean {
    return events.some(({ type }) => SETS_TIMERS.has(type) || LEAVES_FILES.has(type) || MAY_LEAVE_MORE.has(type));
  }

  async afterCommit(assetId: string, asset: LoadedAsset, events: readonly Pick<AssetEvent, 'type'>[]): Promise<void> {
    if (events.some(({ type }) => SETS_TIMERS.has(type))) await this.look(assetId, asset);
    if (isGone(asset) || events.some(({ type }) => LEAVES_FILES.has(type))) {
      const isReset = events.some(({ type }) => type === 'AssetReset');
      await this.#collect(assetId, asset, isReset ? listResetPrefixes(asset.state) : []);
    }
    for (const { type } of events) {
      const ended = ENDS_CONTENT[type];
      if (ended !== undefined) this.parts.log.info({ asset: assetId }, `${ended} completed: files and data key are deleted`);
    }
  }

  async look(assetId: string, asset: LoadedAsset): Promise<void> {
    const now = this.#now();
    const due = dueCommands(asset.state, { now, by: this.parts.worker });
    for (const command of due) await this.#carryOut(assetId, asset, command);
    for (const { purpose, dueAt } of assetTimers(asset.state)) {
      if (Date.parse(dueAt) > Date.parse(now))
        await this.parts.timers.set({ v: 1, service: KEEPER_SERVICE, assetId, purpose, dueAt });
    }
    // A restored backup of a store may bring removed content back.
    if (isGone(asset)) await this.#collect(assetId, asset);
  }

  async #carryOut(assetId: string, asset: LoadedAsset, command: Command): Promise<void> {
    const { commands, dispatcher, worker } = this.parts;
    // The same pause may be requested twice, so the revision is part of the command id.
    const commandId = `due:${command.type}:${asset.revision}`;
    const meta = { commandId, actor: { kind: 'service', id: worker }, correlationId: runOf(asset) ?? assetId } as const;
    const outcome = await commands.execute(assetId, command, meta, asset);
    if (outcome.kind !== 'accepted') return;
    this.parts.log.info({ asset: assetId, command: command.type }, 'carried out a due command');
    await dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: meta.correlationId });
    // The follower of the log delivers this commit too, and repeats it until nothing is left.
    await this.afterCommit(assetId, outcome.asset, outcome.events).catch(() => undefined);
  }

  /** Each removal is independent: files can go while the broker is away, and the key while the artifact store is away. */
  async #collect(assetId: string, asset: LoadedAsset, more: readonly string[] = []): Promise<void> {
    const { artifacts, keys, forgetTexts, log, failpoint } = this.parts;
    const failures: unknown[] = [];
    const attempt = async (what: string, remove: () => Promise<unknown>): Promise<void> => {
      await remove().catch((error: unknown) => {
        log.warn({ err: error, asset: assetId, what }, 'could not remove abandoned files, retrying');
        failures.push(error);
      });
    };
    if (isGone(asset)) {
      await failpoint?.('keeper.erasing');
      await attempt('texts in the search', () => forgetTexts(assetId));
      await attempt('data key', () => keys.destroy(assetId));
    }
    for (const prefix of new Set([...listUnusedPrefixes(asset.state), ...more]))
      await attempt(prefix, () => artifacts.removePrefix(prefix));
    if (failures.length > 0) throw new LeftoversError(assetId, failures);
  }

  #now(): string {
    return (this.parts.clock?.() ?? new Date()).toISOString();
  }
}

const runOf = ({ state }: LoadedAsset): string | undefined => (isPresent(state) ? state.run?.runId : undefined);
