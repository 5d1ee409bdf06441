import type { OutputConfig } from '@throughline/contracts';
import type { RunRequest, StartRun } from '@throughline/domain';
import type { CommandContext } from '../commands/owned-items.js';
import type { RunOverrides } from './run-overrides.dto.js';
import type { RunBasis, RunInput, RunRequests } from './run-requests.js';

const hasSettings = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value)
    ? value !== null && Object.values(value).some(hasSettings)
    : value !== undefined;

export const hasOverrides = ({ processing_config, output_config, repeat }: RunOverrides): boolean =>
  hasSettings({ processing_config, output_config }) || (repeat?.length ?? 0) > 0;

export interface RunContext extends RunBasis {
  readonly context: CommandContext;
}

/** `/run`, the one way to start work (RUN-01). A dry run and a bulk run build the same command (CFG-09). */
export class StartRuns {
  constructor(private readonly requests: RunRequests) {}

  check(overrides: RunInput['overrides']): void {
    this.requests.check(overrides);
  }

  /** Returns the present terms of a library, which a run of its items takes over. */
  terms(libraryId: string): Promise<readonly string[]> {
    return this.requests.terms(libraryId);
  }

  outputs(names: readonly string[]): readonly OutputConfig[] {
    return this.requests.named(names, '/outputs');
  }

  /** Returns the run for a command that starts it beside its own effect. */
  request(run: RunInput, basis: RunBasis): RunRequest {
    return this.requests.request(run, basis);
  }

  command(run: RunInput, { context, ...basis }: RunContext): StartRun {
    return { type: 'StartRun', ...context, ...this.request(run, basis) };
  }
}
