import { soFarFileName } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { renderTranscriptJson, type TranscriptSoFar } from '@throughline/media';

/** A reader sees the text grow, and a long recording does not write its whole text after every word. */
const EVERY_MS = 5_000;

type SoFarContext = Pick<StepContext, 'output' | 'discard' | 'signal'> & { readonly log: Pick<StepContext['log'], 'warn'> };

/**
 * Stores the transcript so far as a file of the attempt, at most once in five seconds, and only the newest. A short recording
 * stores none. No event names the file: readers find it by the attempt. A checkpoint would count as progress of an engine that
 * crashes at the same place each time. A failure here does not fail the transcription.
 */
export class SoFarFiles {
  #newest: TranscriptSoFar | undefined;
  #stored: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly context: SoFarContext) {
    this.#wait();
  }

  report(soFar: TranscriptSoFar): void {
    // Parts beside the one that failed may still finish. A file of an ended attempt might never be deleted.
    if (this.#isClosed) return;
    this.#newest = soFar;
    if (this.#timer === undefined && this.#writing === undefined) this.#write();
  }

  /** Stops, and waits for the file that is being written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
  }

  /** Stops, and stores the newest text: people read it after a failure. */
  async keepNewest(): Promise<void> {
    await this.close();
    if (this.context.signal.aborted) return;
    this.#write();
    await this.#writing;
  }

  /** Ends writing, and removes this attempt's file. The worker removes those of earlier attempts with their folders. */
  async discard(): Promise<void> {
    await this.close();
    if (this.#stored !== undefined) await this.context.discard(this.#stored);
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, EVERY_MS).unref();
  }

  #write(): void {
    const soFar = this.#newest;
    if (soFar === undefined) return;
    this.#newest = undefined;
    this.#writing = this.#store(soFar)
      .catch((error: unknown) => {
        if (!this.context.signal.aborted) this.context.log.warn({ err: error }, 'The transcript so far cannot be stored');
      })
      .finally(() => {
        this.#writing = undefined;
        this.#wait();
      });
  }

  /** Without the times of words, which only the result needs. */
  async #store({ upTo, transcript }: TranscriptSoFar): Promise<void> {
    const name = soFarFileName(upTo);
    if (name === this.#stored) return;
    const content = renderTranscriptJson({ ...transcript(), words: [] });
    await this.context.output({ role: 'so_far', name, mediaType: 'application/json' }, Buffer.from(content));
    const earlier = this.#stored;
    this.#stored = name;
    if (earlier !== undefined) await this.context.discard(earlier);
  }
}
