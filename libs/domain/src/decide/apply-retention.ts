import { isPresent, type AssetState } from '../asset/state.js';
import { restsSince } from '../retention/rest.js';
import { deletionTime, removalTime, type RetentionRule } from '../retention/rule.js';
import { noEvents, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { CommandContext } from './command-context.js';

/** Deletes an item whose days of retention have passed. `rule` comes from the present settings of its library. */
export interface ApplyRetention extends CommandContext {
  readonly type: 'ApplyRetention';
  readonly rule: RetentionRule;
}

/** The actor of deletions that nobody requested. */
export const RETENTION = 'retention';

/**
 * Deletes an item that has rested for the days of the rule. Changes nothing if the item moves again, is already deleted, or was
 * bound to another template since the rule was made.
 */
export function applyRetention(state: AssetState, { rule, now }: ApplyRetention): Decision {
  if (!isPresent(state)) return unknownAsset;
  const since = restsSince(state);
  if (since === undefined || state.template?.id !== rule.template) return noEvents;
  if (Date.parse(deletionTime(since, rule)) > Date.parse(now)) return noEvents;
  const expiresAt = removalTime(now, rule);
  const retention = { source: rule.source, days: rule.days, since };
  return { events: [newEvent('AssetDeleted', { by: RETENTION, ...(expiresAt === undefined ? {} : { expiresAt }), retention })] };
}
