import type { Item, SavedConfig } from '@throughline/api-types';
import { requestApi } from '../../api/client.js';
import type { ItemKind } from '../../api/item-kind.js';
import { isProblem } from '../../api/problem.js';

type Preferences = SavedConfig | null;

const at = (kind: ItemKind, id: string, rest = ''): string => `${kind}/${encodeURIComponent(id)}${rest}`;

export interface Binding {
  /** Undefined unbinds the template. */
  readonly template: number | undefined;
  readonly resetPreferences: boolean;
}

export function bindTemplate<T>(kind: ItemKind, id: string, { template, resetPreferences }: Binding): Promise<T> {
  if (template === undefined) return requestApi<T>(at(kind, id, '/template'), { method: 'DELETE' });
  const query = resetPreferences ? '?reset_preferences=true' : '';
  return requestApi<T>(at(kind, id, `/template/${String(template)}${query}`), { method: 'POST' });
}

interface PreferencesChange {
  /** The item as the form was opened. */
  readonly read: Pick<Item, 'id' | 'revision' | 'preferences'>;
  readonly preferences: SavedConfig;
}

const isSame = (one: Preferences, other: Preferences): boolean => JSON.stringify(one) === JSON.stringify(other);

const MOST_ATTEMPTS = 5;

/** Saves at the revision that was read, or at a newer one with the same preferences: steps of a run make new revisions too. */
export async function savePreferences<T extends Item>(kind: ItemKind, { read, preferences }: PreferencesChange): Promise<T> {
  let { revision } = read;
  for (let attempt = 1; ; attempt += 1)
    try {
      const headers = { 'If-Match': `"${revision}"` };
      return await requestApi<T>(at(kind, read.id, '/preferences'), { method: 'PUT', body: preferences, headers });
    } catch (error) {
      if (!isProblem(error) || error.status !== 412 || attempt === MOST_ATTEMPTS) throw error;
      const newest = await requestApi<T>(at(kind, read.id));
      if (!isSame(newest.preferences, read.preferences)) throw error;
      ({ revision } = newest);
    }
}
