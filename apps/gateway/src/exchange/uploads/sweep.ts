import { Problem } from '../../kit/http/problems/problem.js';
import type { UploadFinisher } from './finish.js';
import type { Turns } from './turns.js';
import type { UploadStore } from './upload-store.js';

export interface UploadSweepPorts {
  readonly store: UploadStore;
  readonly finishing: UploadFinisher;
  readonly turns: Turns;
  readonly now: () => Date;
}

/** A gateway is probably still finishing an upload whose last byte came this recently. */
const AT_WORK_MS = 60_000;

const ignoreLocked = (error: unknown): undefined => {
  if (error instanceof Problem && error.code === 'upload-locked') return undefined;
  throw error;
};

/**
 * The cleanup of uploads: finishes complete ones that crashed gateways left behind, and removes expired ones. Its result is the
 * number of uploads changed.
 */
export class UploadSweep {
  constructor(private readonly ports: UploadSweepPorts) {}

  async sweep(signal: AbortSignal): Promise<number> {
    const { store, finishing, now } = this.ports;
    const at = now().getTime();
    const whole = await store.unfinished(new Date(at - AT_WORK_MS).toISOString());
    const finished = await this.each(whole, signal, async (id) => {
      const upload = await store.find(id);
      if (upload !== undefined) await finishing.finish(upload);
    });
    const cleared = await this.each(await store.withLeftovers(), signal, (id) => finishing.removePieces(id));
    const expired = await this.each(await store.expired(new Date(at).toISOString()), signal, async (id) => {
      await finishing.removePieces(id);
      await store.remove(id);
    });
    return finished + cleared + expired;
  }

  private async each(ids: readonly string[], signal: AbortSignal, work: (id: string) => Promise<void>): Promise<number> {
    let done = 0;
    const failures: unknown[] = [];
    for (const id of ids) {
      signal.throwIfAborted();
      try {
        if (await this.inTurn(id, work)) done += 1;
      } catch (error) {
        // One failure must not stop the sweep of the others.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${String(failures.length)} uploads could not be repaired`);
    return done;
  }

  /** Skips an upload that a request is working on. */
  private async inTurn(id: string, work: (id: string) => Promise<void>): Promise<boolean> {
    const turn = await this.ports.turns.take(id).catch(ignoreLocked);
    if (turn === undefined) return false;
    try {
      await work(id);
      return true;
    } finally {
      turn.release();
    }
  }
}
