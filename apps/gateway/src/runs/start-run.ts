import type { OutputConfig } from '@throughline/contracts';
import type { AssetState, StartRun } from '@throughline/domain';
import type { Asked } from '../commands/owned-items.js';
import type { AskedRun, RunRequests } from './run-requests.js';

/** What `/run` is decided on: who asks, and the item as it is at that moment. */
export interface AskedOn {
  readonly asked: Asked;
  readonly state: AssetState;
}

/** `/run`, the one way to start work (RUN-01). A dry run, and a run of many, ask with the very same command (CFG-09). */
export class StartRuns {
  constructor(private readonly requests: RunRequests) {}

  /** Throws where the overrides fit no run, whichever item it is for. */
  check(overrides: AskedRun['overrides']): void {
    this.requests.check(overrides);
  }

  /** Outputs of this server by their names. Throws where it has no such output. */
  outputs(names: readonly string[]): readonly OutputConfig[] {
    return this.requests.named(names, '/outputs');
  }

  /** Throws where the overrides fit no run. */
  command(run: AskedRun, { asked, state }: AskedOn): StartRun {
    return { type: 'StartRun', ...asked, ...this.requests.request(run, state) };
  }
}
