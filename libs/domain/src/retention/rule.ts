import type { RetentionConfig } from '@throughline/contracts';
import { SERVER, TEMPLATE, USER } from '../asset/config/layer-names.js';
import { merge } from '../asset/config/layers.js';
import type { LibraryConfig } from '../asset/config/library.js';

const DAY_MS = 86_400_000;
const DEFAULT_KEEP_MS = 30 * DAY_MS;
/** Even with equal days, a person can restore the item, and readers can finish, before its content is removed. */
const SHORTEST_KEEP_MS = DAY_MS;

export type RetentionLayer = typeof SERVER | typeof USER | typeof TEMPLATE;

/** The retention of an item by the present settings. */
export interface RetentionRule {
  /** The layer that sets the days. */
  readonly source: RetentionLayer;
  /** Days at rest until the deletion. */
  readonly days: number;
  /** The time for which the deleted item can be restored. Null: until a person erases it. */
  readonly keepMs: number | null;
  /** The template that the item was bound to when the rule was made. */
  readonly template?: number;
}

function keepMsOf({ hard_delete_days: hard }: RetentionConfig, days: number, { deletedKeepMs }: LibraryConfig): number | null {
  if (hard === null) return null;
  return Math.max(hard === undefined ? (deletedKeepMs ?? DEFAULT_KEEP_MS) : (hard - days) * DAY_MS, SHORTEST_KEEP_MS);
}

export interface BoundItem {
  readonly template?: { readonly id: number };
}

interface LayerOfRetention {
  readonly source: RetentionLayer;
  readonly config: RetentionConfig | undefined;
}

/** Returns none while the settings are not loaded, and while the template is a draft or no longer exists. */
function listLayers({ template }: BoundItem, library: LibraryConfig): readonly LayerOfRetention[] {
  const bound = template === undefined ? undefined : library.templates?.get(template.id);
  if (library.templates === undefined || (template !== undefined && bound?.isDraft !== false)) return [];
  return [
    { source: SERVER, config: library.retention },
    { source: USER, config: library.user?.retention_config },
    { source: TEMPLATE, config: bound?.settings.retention_config },
  ];
}

/** Returns the rule for items that are bound to the template, or to none. Without a rule, an item is kept. */
export function resolveRetention(item: BoundItem, library: LibraryConfig): RetentionRule | undefined {
  const layers = listLayers(item, library);
  const config = layers.reduce<unknown>((merged, layer) => merge(merged, layer.config), {}) as RetentionConfig;
  const source = layers.findLast((layer) => layer.config?.soft_delete_days !== undefined)?.source;
  const { soft_delete_days: days } = config;
  if (typeof days !== 'number' || source === undefined) return undefined;
  const template = item.template === undefined ? {} : { template: item.template.id };
  return { source, days, keepMs: keepMsOf(config, days, library), ...template };
}

const addMs = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

/** Returns the time of the deletion of an item that rests since then. */
export const deletionTime = (since: string, { days }: RetentionRule): string => addMs(since, days * DAY_MS);

/** Returns the time since which an item must rest to be due now. */
export const dueSince = (now: string, { days }: RetentionRule): string => addMs(now, -days * DAY_MS);

/** Returns the time at which the content of an item that is deleted then is removed. */
export const removalTime = (deletedAt: string, { keepMs }: RetentionRule): string | undefined =>
  keepMs === null ? undefined : addMs(deletedAt, keepMs);
