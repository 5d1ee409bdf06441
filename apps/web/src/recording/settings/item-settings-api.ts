import type { Item, SavedConfig } from '@throughline/api-types';
import { requestApi } from '../../api/client.js';
import type { ItemKind } from '../../api/item-kind.js';
import { saveAtRevision } from '../../api/save-at-revision.js';

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

/** Saves at the revision that was read, or at a newer one with the same preferences. */
export const savePreferences = <T extends Item>(kind: ItemKind, { read, preferences }: PreferencesChange): Promise<T> =>
  saveAtRevision<T>(read.revision, {
    send: (revision) =>
      requestApi<T>(at(kind, read.id, '/preferences'), {
        method: 'PUT',
        body: preferences,
        headers: { 'If-Match': `"${revision}"` },
      }),
    read: () => requestApi<T>(at(kind, read.id)),
    findConflict: (newest, refusal) => (isSame(newest.preferences, read.preferences) ? undefined : refusal),
  });
