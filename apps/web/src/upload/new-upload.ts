import { ENDPOINT, ResumableUpload } from './resumable-upload.js';
import type { Change, RunningUpload } from './upload.js';
import { WholeUpload } from './whole-upload.js';

let known: Promise<boolean> | undefined;

/** Asked once: whether this gateway takes files in parts. */
async function takesParts(): Promise<boolean> {
  const answer = await fetch(ENDPOINT, { method: 'OPTIONS', credentials: 'same-origin' });
  return answer.headers.has('tus-version');
}

const AGAIN_MS = 3_000;
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, AGAIN_MS);
  });

async function patiently(onAway: () => void): Promise<boolean> {
  for (;;) {
    try {
      return await (known ??= takesParts());
    } catch {
      known = undefined;
      onAway();
      await pause();
    }
  }
}

/** Begins to send a file, in the best way that the gateway knows. */
class ChosenUpload implements RunningUpload {
  #chosen: RunningUpload | undefined;
  #isWanted = true;
  #begun: Promise<void> | undefined;

  constructor(
    private readonly file: File,
    private readonly onChange: (change: Change) => void,
  ) {}

  start(): Promise<void> {
    this.#begun ??= this.begin();
    return this.#begun;
  }

  private async begin(): Promise<void> {
    const inParts = await patiently(() => {
      this.onChange({ state: 'waiting' });
    });
    this.#chosen = inParts ? new ResumableUpload(this.file, this.onChange) : new WholeUpload(this.file, this.onChange);
    if (this.#isWanted) await this.#chosen.start();
  }

  async pause(): Promise<void> {
    this.#isWanted = false;
    if (this.#chosen === undefined) this.onChange({ state: 'paused' });
    else await this.#chosen.pause();
  }

  resume(): void {
    this.#isWanted = true;
    this.onChange({ state: 'sending' });
    this.#chosen?.resume();
  }

  async cancel(): Promise<void> {
    this.#isWanted = false;
    await this.#chosen?.cancel();
  }
}

export const newUpload = (file: File, onChange: (change: Change) => void): RunningUpload => new ChosenUpload(file, onChange);
