import type { Uses } from '../kit/references/index.js';
import type { Source } from './source.js';
import type { SourceSync } from './syncs/sync.js';

/** A source with its newest sync that was not a dry run, and with what names it. */
export interface ShownSource {
  readonly source: Source;
  readonly lastSync: SourceSync | undefined;
  readonly use: Uses['source'];
}
