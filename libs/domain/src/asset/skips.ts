import type { SkipReason } from '@throughline/contracts';

/** The reasons of skips that leave an earlier result in place: the run could not make its own. */
export const COULD_NOT: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'error',
  'parent_failed',
  'no_engine',
  'no_engine_for_language',
]);
