import type { OutputConfig } from '@throughline/contracts';
import type { AssetState, StartRun } from '@throughline/domain';
import type { CommandContext } from '../commands/owned-items.js';
import type { RunInput, RunRequests } from './run-requests.js';

export interface RunContext {
  readonly context: CommandContext;
  readonly state: AssetState;
}

/** `/run`, the one way to start work (RUN-01). A dry run and a bulk run build the same command (CFG-09). */
export class StartRuns {
  constructor(private readonly requests: RunRequests) {}

  check(overrides: RunInput['overrides']): void {
    this.requests.check(overrides);
  }

  outputs(names: readonly string[]): readonly OutputConfig[] {
    return this.requests.named(names, '/outputs');
  }

  command(run: RunInput, { context, state }: RunContext): StartRun {
    return { type: 'StartRun', ...context, ...this.requests.request(run, state) };
  }
}
