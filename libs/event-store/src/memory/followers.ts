import type { FollowOptions } from '../event-store.js';
import type { Stored } from '../stored/stored.js';
import type { MemoryLog } from './log.js';

interface Shared {
  next: number;
  /** Handed back, to be tried again. */
  readonly again: Stored[];
}

const RETRY_MS = 20;

/** Shared names over a log in memory: each message goes to one follower of a name, and again where that one failed. */
export class MemoryFollowers {
  private readonly names = new Map<string, Shared>();

  constructor(private readonly log: MemoryLog) {}

  async follow({ durable, signal }: FollowOptions, handle: (stored: Stored) => Promise<void>): Promise<void> {
    const shared = this.names.get(durable) ?? { next: 1, again: [] };
    this.names.set(durable, shared);
    while (!signal.aborted) {
      const stored = this.take(shared);
      if (stored === undefined) await this.somethingToDo(shared, signal);
      else await handle(stored).catch(() => setTimeout(() => shared.again.push(stored), RETRY_MS));
    }
  }

  private take(shared: Shared): Stored | undefined {
    const fresh = this.log.at(shared.next);
    if (fresh === undefined) return shared.again.shift();
    shared.next += 1;
    return fresh;
  }

  private async somethingToDo(shared: Shared, signal: AbortSignal): Promise<void> {
    const retry = new AbortController();
    // Another follower of the name may hand something back at any moment.
    const timer = setTimeout(() => {
      retry.abort();
    }, RETRY_MS);
    await this.log.grownBeyond(shared.next - 1, AbortSignal.any([signal, retry.signal]));
    clearTimeout(timer);
  }
}
