import type { AssetEvent, StoredSettings } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { leavesOf } from '../config/paths.js';
import type { BindTemplate, SetPreferences, UnbindTemplate } from './command.js';
import { checkNotGone, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

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

export function setPreferences(state: AssetState, { by, preferences }: SetPreferences): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  return textOf(state.preferences ?? NO_PREFERENCES) === textOf(preferences)
    ? satisfy('already-so', 'The item already has these preferences.', 'No action is needed.')
    : { events: [newEvent('PreferencesChanged', { by, preferences })] };
}
