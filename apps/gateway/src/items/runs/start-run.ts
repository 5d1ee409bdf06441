import type { StoredSettings } from '@throughline/contracts';
import type { RunRequest, CommandOf } from '@throughline/domain';
import type { CommandContext } from '../commands/owned-items.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { RunOverrides } from './run-overrides.dto.js';
import { readSavedConfig, type SavedConfigBody } from './saved-config.js';
import type { RunBasis, RunInput, RunLibrary, RunRequests } from './run-requests.js';

const hasSettings = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value)
    ? value !== null && Object.values(value).some(hasSettings)
    : value !== undefined;

/** Returns true if the request itself sets configuration. */
export const hasManualOverrides = ({ processing_config, metadata_config, output_config }: RunOverrides): boolean =>
  hasSettings({ processing_config, metadata_config, output_config });

/** Returns true if a paused run would leave a part of the request unused. */
export const hasOverrides = (overrides: RunOverrides): boolean =>
  hasManualOverrides(overrides) || (overrides.repeat?.length ?? 0) > 0 || hasValue(overrides.template_id);

export interface RunContext extends RunBasis {
  readonly context: CommandContext;
}

/** `/run`, the one way to start work (RUN-01). A dry run and a bulk run build the same command (CFG-09). */
export class StartRuns {
  constructor(private readonly requests: RunRequests) {}

  /** Returns settings for later runs. Throws if no run of the library could use them. */
  readSaved(body: SavedConfigBody, library: RunLibrary): StoredSettings {
    return readSavedConfig(body, this.requests, library);
  }

  /** Throws if no run could use these settings. */
  check(overrides: RunOverrides, { config }: RunLibrary): void {
    this.requests.check(overrides, config);
  }

  /** Returns the present settings of a library, which a run of its items takes over. */
  library(libraryId: string): Promise<RunLibrary> {
    return this.requests.library(libraryId);
  }

  /** Returns the outputs that a request adds to a run, and their patterns. */
  outputs(names: readonly string[], { config }: RunLibrary): Pick<CommandOf<'AddOutputs'>, 'outputs' | 'outputPatterns'> {
    const { outputPatterns } = config;
    return {
      outputs: this.requests.named(names, config, '/outputs'),
      ...(outputPatterns === undefined ? {} : { outputPatterns }),
    };
  }

  /** Returns the run for a command that starts it beside its own effect. */
  request(run: RunInput, basis: RunBasis): RunRequest {
    return this.requests.request(run, basis);
  }

  command(run: Omit<RunInput, 'by'>, { context, ...basis }: RunContext): CommandOf<'StartRun'> {
    return { type: 'StartRun', ...context, ...this.request({ ...run, by: context.by }, basis) };
  }
}
