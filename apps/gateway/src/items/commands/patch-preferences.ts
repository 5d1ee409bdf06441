import type { StoredSettings } from '@throughline/contracts';
import { isPresent, restorePatterns, type RunBasis } from '@throughline/domain';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import type { SavedConfigBody } from '../runs/saved-config.js';
import type { DescriptionBody } from './description.js';

type Settings = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Settings => typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean => value === null || (isGroup(value) && Object.keys(value).length === 0);

/** RFC 7396. A list is replaced as a whole, and a group without settings is left out. */
function applyPatch(before: Settings, patch: Settings): Settings {
  const changes = Object.entries(patch).filter(([, value]) => value !== undefined);
  const changed = changes.map(([name, value]) => {
    const earlier = before[name];
    return [name, isGroup(value) ? applyPatch(isGroup(earlier) ? earlier : {}, value) : value] as const;
  });
  return Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(changed) }).filter(([, value]) => !isEmpty(value)));
}

/** Names the fields of a problem where the request has them. */
function pointBelow<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Problem) || error.options.errors === undefined) throw error;
    const errors = error.options.errors.map(({ pointer, message }) => ({ pointer: place + pointer, message }));
    throw error.code === 'invalid' ? invalid(errors) : new Problem(error.code, { ...error.options, errors, cause: error });
  }
}

export const hasPreferences = ({ preferences }: DescriptionBody): boolean => preferences !== undefined;

/** Returns the item's preferences after a request. Throws if no run could use them. */
export function patchPreferences(
  { preferences: patch }: DescriptionBody,
  { state, personal }: RunBasis,
  read: (body: SavedConfigBody) => StoredSettings,
): StoredSettings {
  const present = isPresent(state) && state.preferences !== undefined ? state.preferences : {};
  const before = restorePatterns(present, personal.preferredPatterns);
  // Both parts were validated as `Preferences`, so the merged settings have their shape.
  const merged: SavedConfigBody =
    patch === null ? {} : applyPatch({ ...before }, Object.fromEntries(Object.entries(patch ?? {})));
  return pointBelow('/preferences', () => read(merged));
}
