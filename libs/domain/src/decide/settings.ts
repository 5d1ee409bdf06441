import { PATTERNS, type AssetEvent, type MetadataPatterns, type StoredSettings } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { leavesOf } from '../asset/config/paths.js';
import { identifySettings } from '../asset/texts/sealed-patterns.js';
import { checkNotGone, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Binds a template permanently. Runs that start later use it (CFG-12, CFG-13). */
export interface BindTemplate extends ActorCommand {
  readonly type: 'BindTemplate';
  readonly template: number;
  /** Removes the item's preferences too, so that the template's values take effect. */
  readonly resetPreferences?: boolean;
}

export interface UnbindTemplate extends ActorCommand {
  readonly type: 'UnbindTemplate';
  /** Only this template is unbound; default: any. */
  readonly template?: number;
}

export interface SetPreferences extends ActorCommand {
  readonly type: 'SetPreferences';
  /** Replace all earlier preferences. Patterns are texts, and personal data. */
  readonly preferences: StoredSettings;
}

const NO_PREFERENCES: StoredSettings = {};

/** Returns a text that is equal only for equal settings, whatever the order of their keys. */
const textOf = (settings: StoredSettings): string => JSON.stringify([...leavesOf(settings)].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Binds a template for later runs. A run in progress keeps its configuration (CFG-12, CFG-13). */
export function bindTemplate(state: AssetState, { template, by, resetPreferences }: BindTemplate): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const events: readonly AssetEvent[] = [
    ...(state.template?.id === template ? [] : [newEvent('TemplateBound', { by, template })]),
    ...(resetPreferences === true && state.preferences !== undefined
      ? [newEvent('PreferencesChanged', { by, preferences: NO_PREFERENCES })]
      : []),
  ];
  return events.length > 0
    ? { events }
    : satisfy('already-bound', 'The item is already bound to this template.', 'No action is needed.');
}

export function unbindTemplate(state: AssetState, { by, template }: UnbindTemplate): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (state.template === undefined) return satisfy('not-bound', 'The item is bound to no template.', 'No action is needed.');
  return template === undefined || state.template.id === template
    ? { events: [newEvent('TemplateUnbound', { by })] }
    : satisfy('not-bound', 'The item is not bound to this template.', 'No action is needed.');
}

/** Returns the texts to seal; none if the settings have no pattern. */
function pickPatterns({ metadata_config = {} }: StoredSettings): { readonly patterns: MetadataPatterns } | undefined {
  const named = PATTERNS.filter((name) => metadata_config[name] !== undefined);
  return named.length === 0 ? undefined : { patterns: Object.fromEntries(named.map((name) => [name, metadata_config[name]])) };
}

export function setPreferences(state: AssetState, { by, preferences: changes }: SetPreferences): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const preferences = identifySettings(changes);
  return textOf(state.preferences ?? NO_PREFERENCES) === textOf(preferences)
    ? satisfy('already-so', 'The item already has these preferences.', 'No action is needed.')
    : { events: [newEvent('PreferencesChanged', { by, preferences }, pickPatterns(changes))] };
}
