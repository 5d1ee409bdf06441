import type { Lease, Progress } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import type { Asset, AssetState, LiveProgress as ProgressByStep, LeaseProgress } from '@throughline/domain';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { Subject } from 'rxjs';

interface HeartbeatEntry {
  readonly attemptId: string;
  readonly progress: LeaseProgress;
  /** Broker time of the last heartbeat. */
  readonly heardAt: string | undefined;
}

type ObservedLease = Lease & { readonly storedAt?: string; readonly replayed?: boolean };

const hasMoved = (before: Progress, now: Progress): boolean =>
  now.fraction !== before.fraction || now.phase !== before.phase || now.done !== before.done;

/** Sets the time of the progress by the broker's clock. A replayed heartbeat does not show when the progress was made. */
function progressOf(
  previous: HeartbeatEntry | undefined,
  { attemptId, progress, storedAt, replayed }: ObservedLease,
): LeaseProgress {
  if (previous?.attemptId === attemptId && !hasMoved(previous.progress, progress)) return previous.progress;
  if (storedAt === undefined) return progress;
  return { ...progress, seenAt: storedAt, ...(replayed === true ? {} : { movedAt: storedAt }) };
}

const findOpenAttempt = (asset: Asset, step: string): string | undefined => {
  const newest = asset.steps.find((one) => one.step === step)?.attempts.at(-1);
  return newest?.end === undefined ? newest?.attemptId : undefined;
};

/** A worker releases its lease once the log has the end. The row may lag behind the log for this long. */
const REMEMBERED = { ...limitEntries(10_000), ttl: 10 * 60_000 };

const keyOf = (assetId: string, step: string): string => `${assetId} ${step}`;

/** The last heartbeat of every lease that is held now. Fed by the lease watch. Empty after startup, which is harmless. */
export class LiveProgress {
  readonly #byAsset = new Map<string, Map<string, HeartbeatEntry>>();
  /** The last progress of released leases: a row that still shows the attempt as running must not fall back to 0. */
  readonly #lastWords = new LRUCache<string, HeartbeatEntry>(REMEMBERED);
  readonly #moved = new Subject<string>();
  /** Emits the asset's id at each heartbeat and at the end of each lease. */
  readonly moved = this.#moved.asObservable();

  record(lease: ObservedLease): void {
    this.#moved.next(lease.assetId);
    if (lease.state === 'released') {
      this.remove(lease.assetId, lease.step);
      return;
    }
    const steps = this.#byAsset.get(lease.assetId) ?? new Map<string, HeartbeatEntry>();
    const { attemptId, step } = lease;
    const previous = steps.get(step);
    // The row may still show the attempt that was taken over.
    if (previous !== undefined && previous.attemptId !== attemptId) this.#lastWords.set(keyOf(lease.assetId, step), previous);
    this.#byAsset.set(
      lease.assetId,
      steps.set(step, { attemptId, progress: progressOf(previous, lease), heardAt: lease.storedAt }),
    );
  }

  /**
   * Returns the time of the attempt's last progress, by the broker's clock; undefined if this gateway has not seen it happen.
   */
  movedAt({ assetId, step, attemptId }: Pick<Lease, 'assetId' | 'step' | 'attemptId'>): string | undefined {
    const heartbeat = this.#byAsset.get(assetId)?.get(step);
    return heartbeat?.attemptId === attemptId ? heartbeat.progress.movedAt : undefined;
  }

  /** Returns the progress fraction that the attempt has reported; 0 if none was heard. */
  fractionOf({ assetId, step, attemptId }: Pick<Lease, 'assetId' | 'step' | 'attemptId'>): number {
    const heartbeat = this.#byAsset.get(assetId)?.get(step);
    return heartbeat?.attemptId === attemptId ? heartbeat.progress.fraction : 0;
  }

  remove(assetId: string, step: string): void {
    this.#moved.next(assetId);
    const steps = this.#byAsset.get(assetId);
    const heartbeat = steps?.get(step);
    if (heartbeat !== undefined) this.#lastWords.set(keyOf(assetId, step), heartbeat);
    if (steps?.delete(step) === true && steps.size === 0) this.#byAsset.delete(assetId);
  }

  /** Returns progress by step. Leaves out heartbeats of attempts other than the step's current one. */
  of(asset: Asset): ProgressByStep {
    return new Map(this.#current(asset).map(([step, { progress }]) => [step, progress]));
  }

  /** Returns the time of the last heartbeat of a running attempt, by the broker's clock; undefined if none was heard. */
  heardAt(asset: Asset): string | undefined {
    return this.#current(asset)
      .flatMap(([, { heardAt }]) => heardAt ?? [])
      .sort()
      .at(-1);
  }

  #current(asset: Asset): readonly (readonly [step: string, held: HeartbeatEntry])[] {
    const heartbeats = this.#byAsset.get(asset.assetId);
    return asset.steps.flatMap(({ step, phase }) => {
      const last = phase === 'running' ? this.#lastWords.get(keyOf(asset.assetId, step)) : undefined;
      const current = findOpenAttempt(asset, step);
      const heartbeat = [heartbeats?.get(step), last].find((one) => one !== undefined && one.attemptId === current);
      return heartbeat === undefined ? [] : [[step, heartbeat] as const];
    });
  }

  fractionsOf(state: AssetState): Readonly<Record<string, number>> {
    return isPresent(state) ? Object.fromEntries([...this.of(state)].map(([step, { fraction }]) => [step, fraction])) : {};
  }
}
