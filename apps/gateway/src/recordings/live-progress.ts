import type { Lease, Progress } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '@throughline/domain';
import { LRUCache } from 'lru-cache';

interface Held {
  readonly attemptId: string;
  readonly progress: Progress;
  /** The heartbeat that told of it first; unknown of what had been told before this gateway listened. */
  readonly movedAt: string | undefined;
}

/** A lease as it is told by those who watch. */
type Told = Lease & { readonly storedAt?: string; readonly replayed?: boolean };

const hasMoved = (before: Progress, now: Progress): boolean =>
  now.fraction !== before.fraction || now.phase !== before.phase || now.done !== before.done;

function movedAt(known: Held | undefined, { attemptId, progress, storedAt, replayed }: Told): string | undefined {
  if (known?.attemptId === attemptId && !hasMoved(known.progress, progress)) return known.movedAt;
  return replayed === true ? undefined : storedAt;
}

/** The step's attempt that has not ended. */
const attemptOf = (asset: Asset, step: string): string | undefined => {
  const newest = asset.steps.find((one) => one.step === step)?.attempts.at(-1);
  return newest?.end === undefined ? newest?.attemptId : undefined;
};

/** A lease is given back as soon as the log has the end; the row that is shown may be behind it for as long. */
const REMEMBERED = { max: 10_000, ttl: 10 * 60_000 };

const keyOf = (assetId: string, step: string): string => `${assetId} ${step}`;

/** The last heartbeat of every attempt that is held now. Fed by the lease watch; empty after a start, and that is harmless. */
export class LiveProgress {
  readonly #byAsset = new Map<string, Map<string, Held>>();
  /** What was said last by those that are not held any more: what is still shown at work must not fall back. */
  readonly #lastWords = new LRUCache<string, Held>(REMEMBERED);
  readonly #listeners = new Set<(assetId: string) => void>();

  /** Calls the listener with the asset of every heartbeat. */
  onMoved(listener: (assetId: string) => void): void {
    this.#listeners.add(listener);
  }

  record(lease: Told): void {
    this.#tell(lease.assetId);
    if (lease.state === 'released') {
      this.remove(lease.assetId, lease.step);
      return;
    }
    const steps = this.#byAsset.get(lease.assetId) ?? new Map<string, Held>();
    const { attemptId, progress, step } = lease;
    const known = steps.get(step);
    // The row may still show the attempt whose work another one has taken over.
    if (known !== undefined && known.attemptId !== attemptId) this.#lastWords.set(keyOf(lease.assetId, step), known);
    this.#byAsset.set(lease.assetId, steps.set(step, { attemptId, progress, movedAt: movedAt(known, lease) }));
  }

  /** Since when an attempt has been where it is, by the broker's clock; undefined where nobody here has seen it get there. */
  movedAt({ assetId, step, attemptId }: Pick<Lease, 'assetId' | 'step' | 'attemptId'>): string | undefined {
    const held = this.#byAsset.get(assetId)?.get(step);
    return held?.attemptId === attemptId ? held.movedAt : undefined;
  }

  remove(assetId: string, step: string): void {
    this.#tell(assetId);
    const steps = this.#byAsset.get(assetId);
    const held = steps?.get(step);
    if (held !== undefined) this.#lastWords.set(keyOf(assetId, step), held);
    if (steps?.delete(step) === true && steps.size === 0) this.#byAsset.delete(assetId);
  }

  /** Progress by step. A heartbeat of an attempt that is not the step's current one tells of the past and is left out. */
  of(asset: Asset): ReadonlyMap<string, Progress> {
    const held = this.#byAsset.get(asset.assetId);
    const told = asset.steps.flatMap(({ step, phase }) => {
      const last = phase === 'running' ? this.#lastWords.get(keyOf(asset.assetId, step)) : undefined;
      const current = attemptOf(asset, step);
      const word = [held?.get(step), last].find((one) => one !== undefined && one.attemptId === current);
      return word === undefined ? [] : [[step, word.progress] as const];
    });
    return new Map(told);
  }

  /** The same as plain fractions, where they are known. */
  fractionsOf(state: AssetState): Readonly<Record<string, number>> {
    return isPresent(state) ? Object.fromEntries([...this.of(state)].map(([step, { fraction }]) => [step, fraction])) : {};
  }

  #tell(assetId: string): void {
    for (const listener of this.#listeners) listener(assetId);
  }
}
