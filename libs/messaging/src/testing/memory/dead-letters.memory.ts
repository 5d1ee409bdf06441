import { systemClock, type Clock } from '../../clock/clock.js';
import {
  DEFAULT_LIST_LIMIT,
  formatReason,
  removeControlHeaders,
  type DeadLetter,
  type DeadLetters,
  type StoredDeadLetter,
} from '../../dead-letter/dead-letters.js';

export class MemoryDeadLetters implements DeadLetters {
  private readonly letters = new Map<string, StoredDeadLetter>();

  constructor(private readonly clock: Clock = systemClock) {}

  put({ sourceId, ...letter }: DeadLetter & { readonly sourceId: string }): Promise<void> {
    if (!this.letters.has(sourceId)) {
      this.letters.set(sourceId, {
        ...letter,
        bytes: letter.bytes.slice(),
        headers: removeControlHeaders(letter.headers),
        reason: formatReason(letter.reason),
        id: String(this.letters.size + 1),
        storedAt: new Date(this.clock.now()).toISOString(),
      });
    }
    return Promise.resolve();
  }

  list({ service, after = '0', limit = DEFAULT_LIST_LIMIT }: Parameters<DeadLetters['list']>[0] = {}): Promise<
    readonly StoredDeadLetter[]
  > {
    const wanted = [...this.letters.values()].filter(
      (letter) => Number(letter.id) > Number(after) && (service === undefined || letter.service === service),
    );
    return Promise.resolve(wanted.slice(0, limit));
  }
}
