import type { Lease, Progress } from '@throughline/contracts';

interface Held {
  readonly attemptId: string;
  readonly progress: Progress;
}

/** The last heartbeat of every attempt that is held now. Fed by the lease watch; empty after a start, and that is harmless. */
export class LiveProgress {
  readonly #byAsset = new Map<string, Map<string, Held>>();

  record(lease: Lease): void {
    if (lease.state === 'released') {
      this.remove(lease.assetId, lease.step);
      return;
    }
    const steps = this.#byAsset.get(lease.assetId) ?? new Map<string, Held>();
    this.#byAsset.set(lease.assetId, steps.set(lease.step, { attemptId: lease.attemptId, progress: lease.progress }));
  }

  remove(assetId: string, step: string): void {
    const steps = this.#byAsset.get(assetId);
    if (steps?.delete(step) === true && steps.size === 0) this.#byAsset.delete(assetId);
  }

  /** Progress by step. A heartbeat of an attempt that is not the step's current one tells of the past and is left out. */
  of(assetId: string, isCurrent: (step: string, attemptId: string) => boolean): ReadonlyMap<string, Progress> {
    const steps = this.#byAsset.get(assetId);
    if (steps === undefined) return new Map();
    return new Map(
      [...steps].filter(([step, held]) => isCurrent(step, held.attemptId)).map(([step, held]) => [step, held.progress]),
    );
  }
}
