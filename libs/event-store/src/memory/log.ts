import type { Stored } from '../stored/stored.js';

/** An append-only list of messages, and who waits for it to grow. */
export class MemoryLog {
  private readonly messages: Stored[] = [];
  private readonly byAsset = new Map<string, Stored[]>();
  private waiting: (() => void)[] = [];

  get last(): number {
    return this.messages.length;
  }

  add(message: Omit<Stored, 'sequence' | 'storedAt'>): Stored {
    const stored: Stored = { ...message, sequence: this.last + 1, storedAt: new Date().toISOString() };
    this.messages.push(stored);
    this.byAsset.set(message.assetId, [...this.ofAsset(message.assetId), stored]);
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
    return stored;
  }

  at(sequence: number): Stored | undefined {
    return this.messages[sequence - 1];
  }

  ofAsset(assetId: string): readonly Stored[] {
    return this.byAsset.get(assetId) ?? [];
  }

  /** After `from`, up to and with `to`. */
  between(from: number, to: number): readonly Stored[] {
    return this.messages.slice(from, to);
  }

  /** Resolves when there is more than `sequence`, or when aborted. */
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
