import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetEvent, AssetEventType, WorkerService } from '@throughline/contracts';
import { assetTimers, dueCommands, isContentGone, isPresent, type Command } from '@throughline/domain';
import type { DataKeys } from '@throughline/event-store';
import type { Timers } from '@throughline/messaging';
import type { AssetCommands, LoadedAsset } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import { givenUpPrefixes } from '../worker/dead-attempts.js';
import type { WorkerLog } from '../worker/worker-log.js';

/** The service that looks after items as a whole: each item begins with it, so it is always there. */
export const KEEPER_SERVICE: WorkerService = 'ingest';

export interface AssetKeeperParts {
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
  readonly timers: Timers;
  readonly artifacts: ArtifactStore;
  readonly keys: Pick<DataKeys, 'destroy'>;
  readonly worker: string;
  readonly log: WorkerLog;
  readonly failpoint?: (name: string) => Promise<void>;
  readonly clock?: () => Date;
}

/** After these something is due later. */
const SETS_TIMERS: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['PauseRequested', 'AssetDeleted']);
/** After these files are left that nobody will ask for; a new run may do without a stage that an earlier one has done. */
const LEAVES_FILES: ReadonlySet<AssetEventType> = new Set<AssetEventType>([
  'RunStarted',
  'RunCancelled',
  'AssetReset',
  'AssetExpired',
  'AssetErased',
]);
/** A worker that slept through the end of the content may have written once more. */
const MAY_LEAVE_MORE: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['LateResultIgnored']);

const ENDS_CONTENT: Readonly<Partial<Record<AssetEventType, string>>> = { AssetErased: 'an erasure', AssetExpired: 'an expiry' };

const isGone = ({ state }: LoadedAsset): boolean => isPresent(state) && isContentGone(state);

/** What was promised to be gone is still there: the commit must come again. */
class LeftoversError extends AggregateError {
  readonly kind = 'infrastructure';
  constructor(assetId: string, causes: readonly unknown[]) {
    super(
      causes,
      `Not everything of asset ${assetId} that is given up could be removed; look at the artifact store and the broker`,
    );
    this.name = 'LeftoversError';
  }
}

/**
 * Looks after items as a whole, whatever their steps do: the end of a pause, the retention date, what cancelled and reset
 * items leave on the disk, and the files and the data key of erased and expired ones. Everything here may be repeated at will.
 */
export class AssetKeeper {
  constructor(private readonly parts: AssetKeeperParts) {}

  /** Whether a commit leaves something to look after. */
  concerns(events: readonly Pick<AssetEvent, 'type'>[]): boolean {
    return events.some(({ type }) => SETS_TIMERS.has(type) || LEAVES_FILES.has(type) || MAY_LEAVE_MORE.has(type));
  }

  async afterCommit(assetId: string, asset: LoadedAsset, events: readonly Pick<AssetEvent, 'type'>[]): Promise<void> {
    if (events.some(({ type }) => SETS_TIMERS.has(type))) await this.look(assetId, asset);
    if (isGone(asset) || events.some(({ type }) => LEAVES_FILES.has(type))) await this.#collect(assetId, asset);
    for (const { type } of events) {
      const ended = ENDS_CONTENT[type];
      if (ended !== undefined) this.parts.log.info({ asset: assetId }, `${ended} is done: files and key are gone`);
    }
  }

  /** Does what is due, and has itself told of what is due later. */
  async look(assetId: string, asset: LoadedAsset): Promise<void> {
    const now = this.#now();
    const due = dueCommands(asset.state, { now, by: this.parts.worker });
    for (const command of due) await this.#carryOut(assetId, asset, command);
    for (const { purpose, dueAt } of assetTimers(asset.state)) {
      if (Date.parse(dueAt) > Date.parse(now))
        await this.parts.timers.set({ v: 1, service: KEEPER_SERVICE, assetId, purpose, dueAt });
    }
    // What an older copy of a store has brought back goes again.
    if (isGone(asset)) await this.#collect(assetId, asset);
  }

  async #carryOut(assetId: string, asset: LoadedAsset, command: Command): Promise<void> {
    const { commands, dispatcher, worker } = this.parts;
    // The same pause may be asked for twice: only what is due on one and the same history is the same command.
    const commandId = `due:${command.type}:${asset.revision}`;
    const meta = { commandId, actor: { kind: 'service', id: worker }, correlationId: runOf(asset) ?? assetId } as const;
    const outcome = await commands.execute(assetId, command, meta, asset);
    if (outcome.kind !== 'accepted') return;
    this.parts.log.info({ asset: assetId, command: command.type }, 'what was due is done');
    await dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: meta.correlationId });
    // Whoever follows the log gets this commit as well, and again until nothing is left.
    await this.afterCommit(assetId, outcome.asset, outcome.events).catch(() => undefined);
  }

  /** Nothing of it waits for anything else of it: files can go while the broker is away, and the key while the store is. */
  async #collect(assetId: string, asset: LoadedAsset): Promise<void> {
    const { artifacts, keys, log, failpoint } = this.parts;
    const failures: unknown[] = [];
    const attempt = async (what: string, remove: () => Promise<unknown>): Promise<void> => {
      await remove().catch((error: unknown) => {
        log.warn({ err: error, asset: assetId, what }, 'something that is given up could not be removed; trying again');
        failures.push(error);
      });
    };
    if (isGone(asset)) {
      await failpoint?.('keeper.erasing');
      await attempt('data key', () => keys.destroy(assetId));
    }
    for (const prefix of givenUpPrefixes(asset.state)) await attempt(prefix, () => artifacts.removePrefix(prefix));
    if (failures.length > 0) throw new LeftoversError(assetId, failures);
  }

  #now(): string {
    return (this.parts.clock?.() ?? new Date()).toISOString();
  }
}

const runOf = ({ state }: LoadedAsset): string | undefined => (isPresent(state) ? state.run?.runId : undefined);
