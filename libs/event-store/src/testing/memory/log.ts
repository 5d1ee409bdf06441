import { partitionOf } from '@throughline/contracts';
import type { StoredMessage } from '../../stored/stored-message.js';

/** Returns how many of the messages, which are in order, have at most this sequence. */
function placeAfter(messages: readonly StoredMessage[], sequence: number): number {
  const place = messages.findLastIndex((message) => message.sequence <= sequence);
  return place + 1;
}

export class MemoryLog {
  private readonly messages: StoredMessage[] = [];
  private readonly byPartition: readonly StoredMessage[][];
  private readonly byAsset = new Map<string, StoredMessage[]>();
  private waiting: (() => void)[] = [];

  /** `before`: the sequence before that of the first message. */
  constructor(
    private readonly partitions: number,
    private readonly before: number,
  ) {
    this.byPartition = Array.from({ length: partitions }, () => []);
  }

  get last(): number {
    return this.before + this.messages.length;
  }

  add(message: Omit<StoredMessage, 'sequence' | 'storedAt'>): StoredMessage {
    const stored: StoredMessage = { ...message, sequence: this.last + 1, storedAt: new Date().toISOString() };
    this.messages.push(stored);
    this.byPartition[partitionOf(message.assetId, this.partitions)]?.push(stored);
    const ofAsset = this.byAsset.get(message.assetId);
    if (ofAsset === undefined) this.byAsset.set(message.assetId, [stored]);
    else ofAsset.push(stored);
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
    return stored;
  }

  at(sequence: number): StoredMessage | undefined {
    return this.messages[sequence - this.before - 1];
  }

  ofAsset(assetId: string): readonly StoredMessage[] {
    return this.byAsset.get(assetId) ?? [];
  }

  between(from: number, to: number): readonly StoredMessage[] {
    return this.messages.slice(Math.max(0, from - this.before), Math.max(0, to - this.before));
  }

  /** Returns the messages of a partition after a sequence, up to and with another. */
  ofPartition(partition: number, after: number, upTo: number): readonly StoredMessage[] {
    const messages = this.byPartition[partition] ?? [];
    return messages.slice(placeAfter(messages, after), placeAfter(messages, upTo));
  }

  async grownBeyond(sequence: number, signal: AbortSignal): Promise<void> {
    if (this.last > sequence || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      signal.addEventListener('abort', done);
      this.waiting.push(done);
    });
  }
}
