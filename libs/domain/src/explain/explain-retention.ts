import type { Asset } from '../asset/state.js';
import { SERVER, TEMPLATE, USER } from '../asset/config/layer-names.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { findUnrest, restsSince, type Unrest } from '../retention/rest.js';
import { renderRetention, type RetentionItem } from '../retention/retention-view.js';
import { resolveRetention, type RetentionLayer } from '../retention/rule.js';
import { countOf } from '../texts/wording.js';

export const RETENTION_CODES = [
  'none',
  'removed',
  'deleted',
  'active',
  'not-ready',
  'unconfirmed',
  'outdated',
  'planned',
] as const;

/** Why retention deletes an item, or leaves it alone. */
export interface RetentionExplanation {
  readonly code: (typeof RETENTION_CODES)[number];
  readonly says: string;
  /** The time from which the days count. */
  readonly since: string | null;
  readonly plan: RetentionItem | null;
}

const LAYERS: Readonly<Record<RetentionLayer, string>> = {
  [SERVER]: 'the operator’s default',
  [USER]: 'the settings of the library',
  [TEMPLATE]: 'the template of the item',
};

const WAITS: Readonly<Record<Exclude<Unrest, 'deleted'>, string>> = {
  active: 'a run is active',
  'not-ready': 'its status is not READY',
  unconfirmed: 'it is unknown whether a delivery has arrived',
  outdated: 'an output has an earlier version of its content',
};

const countDays = (days: number): string => countOf(days, 'day', 'days');
const joinRemoval = ({ hard_delete_at: at }: RetentionItem): string =>
  at === null ? 'Its content stays until a person erases the item.' : `Its content is removed at ${at}.`;

function explainDeleted({ retention, expiredAt, erasedAt }: Asset, plan: RetentionItem | null): RetentionExplanation {
  if (retention === undefined || plan === null)
    return { code: 'removed', says: 'The item was deleted or erased on request, not by retention.', since: null, plan: null };
  const { days, since, source } = retention;
  const isGone = expiredAt !== undefined || erasedAt !== undefined;
  const says = `Retention deleted the item: it had rested for ${countDays(days)}, as ${LAYERS[source]} says.`;
  return { code: 'deleted', says: isGone ? says : `${says} ${joinRemoval(plan)}`, since, plan };
}

/** Explains when and why retention deletes the item. */
export function explainRetention(asset: Asset, library: LibraryConfig): RetentionExplanation {
  const unrest = findUnrest(asset);
  const plan = renderRetention(asset, library);
  if (unrest === 'deleted') return explainDeleted(asset, plan);
  const rule = resolveRetention(asset, library);
  if (rule === undefined)
    return { code: 'none', says: 'No setting of retention applies, so the item is kept.', since: null, plan: null };
  const { days, source } = rule;
  if (unrest !== undefined || plan === null) {
    const code = unrest ?? 'not-ready';
    const says = `Retention waits, because ${WAITS[code]}. The ${countDays(days)} that ${LAYERS[source]} sets count once the item rests.`;
    return { code, says, since: null, plan: null };
  }
  const says = `Retention deletes the item at ${plan.soft_delete_at}, after ${countDays(days)} at rest, as ${LAYERS[source]} says. ${joinRemoval(plan)}`;
  return { code: 'planned', says, since: restsSince(asset) ?? null, plan };
}
