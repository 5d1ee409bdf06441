import type { Span } from '../trim/silence.js';

export interface ChunkProgress {
  /** Seconds of the chunk that are done. */
  readonly onSeconds?: (seconds: number) => void;
}

/** How much of a recording is done while its chunks are done side by side. What is silent is done from the start. */
export class DoneSeconds {
  readonly #done = new Map<string, number>();
  readonly #silent: number;
  #told = 0;

  constructor(
    durationSeconds: number,
    chunks: readonly Span[],
    private readonly tell: ((seconds: number) => void) | undefined,
  ) {
    this.#silent = Math.max(0, durationSeconds - chunks.reduce((sum, { start, end }) => sum + end - start, 0));
  }

  whole(span: Span): void {
    this.within(span, span.end - span.start);
  }

  within({ start, end }: Span, seconds: number): void {
    const key = `${start}-${end}`;
    this.#done.set(key, Math.max(this.#done.get(key) ?? 0, Math.min(seconds, end - start)));
    const all = [...this.#done.values()].reduce((sum, each) => sum + each, this.#silent);
    if (all <= this.#told) return;
    this.#told = all;
    this.tell?.(all);
  }
}
