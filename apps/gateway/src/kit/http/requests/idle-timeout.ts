import { Problem } from '../problems/problem.js';

/** Fires with the problem `upload-timeout` when a client has sent nothing of its body for too long. */
export class IdleTimeout {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** `idleMs`: the longest pause within a body. */
  constructor(private readonly idleMs: number) {
    this.recordActivity();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly recordActivity = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.abort(new Problem('upload-timeout', { headers: { connection: 'close' } }));
    }, this.idleMs).unref();
  };

  /** Fires for another reason than a pause. */
  abort(reason: Problem): void {
    this.#controller.abort(reason);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
