import { setMaxListeners } from 'node:events';
import { waitForDoneOrAbort } from '../../clock/abortable.js';
import type { Clock } from '../../clock/clock.js';
import type { Headers, PullOptions, Queue, ReceivedMessage } from '../../queue/queue.js';

interface QueueEntry {
  readonly sequence: number;
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  deliveries: number;
  readyAt: number;
}

export interface MemoryQueueOptions {
  readonly name: string;
  readonly keeps: 'first' | 'newest';
  readonly ackWaitMs: number;
  readonly clock: Clock;
}

const matches = (filter: string, subject: string): boolean =>
  filter.endsWith('.>') ? subject.startsWith(filter.slice(0, -1)) : subject === filter;

export class MemoryQueue implements Queue {
  private readonly entries = new Map<string, QueueEntry>();
  private readonly waiting = new Set<() => void>();
  private sequence = 0;

  constructor(private readonly options: MemoryQueueOptions) {}

  put(subject: string, bytes: Uint8Array, headers: Headers = []): Promise<'stored' | 'present'> {
    if (this.options.keeps === 'first' && this.entries.has(subject)) return Promise.resolve('present');
    this.sequence += 1;
    // A replaced message goes to the end of the queue too.
    this.entries.delete(subject);
    const readyAt = this.options.clock.now();
    this.entries.set(subject, { sequence: this.sequence, subject, bytes: bytes.slice(), headers, deliveries: 0, readyAt });
    this.wake();
    return Promise.resolve('stored');
  }

  async pull(pull: PullOptions): Promise<void> {
    // One listener for each unit of capacity would exceed Node's limit and log a warning.
    setMaxListeners(0, pull.signal);
    const serve = async (): Promise<void> => {
      while (!pull.signal.aborted) {
        const entry = this.take(pull.filter);
        if (entry === undefined) await this.change(pull);
        else await pull.onReceived(this.receivedFrom(entry, pull.filter));
      }
    };
    await Promise.all(Array.from({ length: pull.capacity }, serve));
  }

  private take(filter: string): QueueEntry | undefined {
    const now = this.options.clock.now();
    const entry = [...this.entries.values()].find(({ subject, readyAt }) => readyAt <= now && matches(filter, subject));
    if (entry === undefined) return undefined;
    entry.deliveries += 1;
    entry.readyAt = now + this.options.ackWaitMs;
    return entry;
  }

  private change({ filter, signal }: PullOptions): Promise<void> {
    return waitForDoneOrAbort(signal, (done) => {
      const due = [...this.entries.values()].filter(({ subject }) => matches(filter, subject)).map(({ readyAt }) => readyAt);
      const { clock } = this.options;
      const cancel = due.length === 0 ? undefined : clock.after(Math.max(0, Math.min(...due) - clock.now()), done);
      this.waiting.add(done);
      return () => {
        this.waiting.delete(done);
        cancel?.();
      };
    });
  }

  private wake(): void {
    for (const run of [...this.waiting]) run();
  }

  private receivedFrom(entry: QueueEntry, filter: string): ReceivedMessage {
    const { clock, ackWaitMs, name } = this.options;
    let settled = false;
    const isHere = (): boolean => this.entries.get(entry.subject)?.sequence === entry.sequence;
    const settle = (apply: () => void): Promise<void> => {
      if (!settled && isHere()) apply();
      settled = true;
      return Promise.resolve();
    };
    const remove = (): void => void this.entries.delete(entry.subject);
    return {
      subject: entry.subject,
      bytes: entry.bytes,
      headers: entry.headers,
      id: `${name}:${String(entry.sequence)}`,
      deliveries: entry.deliveries,
      unseen: [...this.entries.values()].filter(({ subject, deliveries }) => deliveries === 0 && matches(filter, subject)).length,
      working: () => {
        if (!settled) entry.readyAt = clock.now() + ackWaitMs;
      },
      ack: () => settle(remove),
      nak: (delayMs = 0) =>
        settle(() => {
          entry.readyAt = clock.now() + delayMs;
          this.wake();
        }),
      term: () => settle(remove),
    };
  }
}
