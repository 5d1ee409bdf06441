import type { Span } from '../trim/silence.js';
import type { ChunkTranscripts, PlacedTranscript } from './chunk-transcript.js';
import type { Transcript } from '../transcript/transcript.js';

/** A transcript from the beginning of a recording up to a time, while the rest is still being transcribed. */
export interface TranscriptSoFar {
  /** Seconds from the beginning of the recording. */
  readonly upTo: number;
  /** Builds the transcript. Separate, because most reports come too soon after the last one to be shown. */
  readonly transcript: () => Transcript;
}

interface HeardSoFarOptions {
  readonly merge: (heard: ChunkTranscripts) => Transcript;
  readonly onHeard: ((soFar: TranscriptSoFar) => void) | undefined;
}

/** Reports the finished chunks up to the first unfinished one. Chunks that run side by side may finish in another order. */
export class HeardSoFar {
  readonly #done = new Map<Span, readonly PlacedTranscript[]>();
  #reported = 0;

  constructor(
    private readonly planned: Pick<ChunkTranscripts, 'silences'> & { readonly chunks: readonly Span[] },
    private readonly options: HeardSoFarOptions,
  ) {}

  add(chunk: Span, placed: readonly PlacedTranscript[]): void {
    this.#done.set(chunk, placed);
    const { chunks, silences } = this.planned;
    const unfinished = chunks.findIndex((one) => !this.#done.has(one));
    const finished = unfinished === -1 ? chunks : chunks.slice(0, unfinished);
    if (finished.length <= this.#reported) return;
    this.#reported = finished.length;
    const { merge, onHeard } = this.options;
    const heard = (): ChunkTranscripts => ({ chunks: finished.flatMap((one) => this.#done.get(one) ?? []), silences });
    onHeard?.({ upTo: finished.at(-1)?.end ?? 0, transcript: () => merge(heard()) });
  }
}
