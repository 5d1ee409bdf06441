import type { StoredMessage } from '../../stored/stored-message.js';

export class MemoryLog {
  private readonly messages: StoredMessage[] = [];
  private readonly byAsset = new Map<string, StoredMessage[]>();
  private waiting: (() => void)[] = [];

  get last(): number {
    return this.messages.length;
  }

  add(message: Omit<StoredMessage, 'sequence' | 'storedAt'>): StoredMessage {
    const stored: StoredMessage = { ...message, sequence: this.last + 1, storedAt: new Date().toISOString() };
    this.messages.push(stored);
    this.byAsset.set(message.assetId, [...this.ofAsset(message.assetId), stored]);
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
    return stored;
  }

  at(sequence: number): StoredMessage | undefined {
    return this.messages[sequence - 1];
  }

  ofAsset(assetId: string): readonly StoredMessage[] {
    return this.byAsset.get(assetId) ?? [];
  }

  between(from: number, to: number): readonly StoredMessage[] {
    return this.messages.slice(from, to);
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
