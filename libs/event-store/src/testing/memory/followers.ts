import type { FollowOptions } from '../../event-store.js';
import type { StoredMessage } from '../../stored/stored-message.js';
import type { MemoryLog } from './log.js';

interface FollowerGroup {
  next: number;
  readonly again: StoredMessage[];
}

const RETRY_MS = 20;

export class MemoryFollowers {
  private readonly names = new Map<string, FollowerGroup>();

  constructor(private readonly log: MemoryLog) {}

  async follow({ durable, signal }: FollowOptions, handle: (stored: StoredMessage) => Promise<void>): Promise<void> {
    const shared = this.names.get(durable) ?? { next: 1, again: [] };
    this.names.set(durable, shared);
    while (!signal.aborted) {
      const stored = this.take(shared);
      if (stored === undefined) await this.somethingToDo(shared, signal);
      else await handle(stored).catch(() => setTimeout(() => shared.again.push(stored), RETRY_MS));
    }
  }

  private take(shared: FollowerGroup): StoredMessage | undefined {
    const fresh = this.log.at(shared.next);
    if (fresh === undefined) return shared.again.shift();
    shared.next += 1;
    return fresh;
  }

  private async somethingToDo(shared: FollowerGroup, signal: AbortSignal): Promise<void> {
    const retry = new AbortController();
    // Wakes up regularly, because another follower may hand a message back.
    const timer = setTimeout(() => {
      retry.abort();
    }, RETRY_MS);
    await this.log.grownBeyond(shared.next - 1, AbortSignal.any([signal, retry.signal]));
    clearTimeout(timer);
  }
}
