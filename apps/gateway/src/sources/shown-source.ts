import type { Source } from './source.js';
import type { SourceSync } from './syncs/sync.js';

/** A source with its newest sync that was not a dry run. */
export interface ShownSource {
  readonly source: Source;
  readonly lastSync: SourceSync | undefined;
}
