import type { StartRun } from '@throughline/domain';
import type { Asked } from '../commands/owned-items.js';
import type { RunOverrides } from './run-overrides.dto.js';
import type { RunRequests } from './run-requests.js';

export interface StartRunInput {
  readonly assetId: string;
  readonly commandId: string;
  readonly overrides: RunOverrides;
}

/** `/run`, the one way to start work (RUN-01). A dry run asks with the very same command (CFG-09). */
export class StartRuns {
  constructor(private readonly requests: RunRequests) {}

  /** Throws where the overrides fit no run, whichever item it is for. */
  check(overrides: RunOverrides): void {
    this.requests.request('any', 'any', overrides);
  }

  /** Throws where the overrides fit no run. */
  command({ assetId, commandId, overrides }: StartRunInput, asked: Asked): StartRun {
    return { type: 'StartRun', ...asked, ...this.requests.request(assetId, commandId, overrides) };
  }
}

const says = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value) ? value !== null && Object.values(value).some(says) : value !== undefined;

/** The request says something of its own about the configuration. */
export const hasOverrides = ({ processing_config, output_config }: RunOverrides): boolean =>
  says({ processing_config, output_config });
