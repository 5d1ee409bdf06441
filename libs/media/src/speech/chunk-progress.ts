import type { Span } from '../trim/silence.js';

export interface ChunkProgress {
  readonly onSeconds?: (seconds: number) => void;
}

/** Adds up the progress of chunks that are processed in parallel. Silent parts count as done from the start. */
export class ChunkProgressSum {
  readonly #done = new Map<string, number>();
  readonly #silent: number;
  #told = 0;

  constructor(
    durationSeconds: number,
    chunks: readonly Span[],
    private readonly onProgress: ((seconds: number) => void) | undefined,
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
    this.onProgress?.(all);
  }
}
