import { isContentGone } from '../asset/content.js';
import type { Asset } from '../asset/state.js';
import { renderStatus } from '../status/render-status.js';
import { isRunActive } from '../asset/steps/run.js';
import { hasFollowUpLeft, isOutdated, isUnsettled } from '../asset/steps/steps.js';
import { hasOldTranscript } from '../asset/texts/current-transcript.js';

/** The reasons why retention leaves an item alone, in the order in which they are checked. */
export const UNREST = ['deleted', 'active', 'not-ready', 'unconfirmed', 'outdated'] as const;
export type Unrest = (typeof UNREST)[number];

/**
 * Returns the reason why an item does not rest, or undefined if it does. At rest, every output certainly has the newest content,
 * except those that a person has given up, and no step is left to do.
 */
export function findUnrest(asset: Asset): Unrest | undefined {
  if (asset.deletedAt !== undefined || isContentGone(asset)) return 'deleted';
  if (isRunActive(asset)) return 'active';
  if (renderStatus(asset) !== 'READY' || hasFollowUpLeft(asset)) return 'not-ready';
  if (asset.steps.some(isUnsettled)) return 'unconfirmed';
  return asset.steps.some((step) => isOutdated(step) || hasOldTranscript(asset, step)) ? 'outdated' : undefined;
}

const later = (one: string, other: string): string => (other > one ? other : one);

/** Returns the time since which the item rests: the last change of a step, or the restoration or the import after it. */
export function restsSince(asset: Asset): string | undefined {
  if (findUnrest(asset) !== undefined) return undefined;
  return asset.steps
    .map(({ changedAt }) => changedAt)
    .reduce(later, later(asset.restoredAt ?? asset.registeredAt, asset.importedAt ?? ''));
}
