import type { Failpoint } from '@throughline/service-kit';

/** A failpoint that throws once at a place, as if the process had been killed there. */
export class FailOnce {
  at: string | undefined;

  readonly failpoint: Failpoint = (name) => {
    if (name !== this.at) return Promise.resolve();
    this.at = undefined;
    return Promise.reject(new Error('killed'));
  };
}
