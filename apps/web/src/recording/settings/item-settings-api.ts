import type { Item, SavedConfig } from '@throughline/api-client';
import { ITEM_OPERATIONS, type RunKind } from '@throughline/api-client/items';
import { callApi } from '../../api/client.js';
import { saveAtRevision } from '../../api/save-at-revision.js';
import { readItem, type RunAddress } from '../recording-api.js';

type Preferences = SavedConfig | null;

export interface Binding {
  /** Undefined unbinds the template. */
  readonly template: number | undefined;
  readonly resetPreferences: boolean;
}

export function bindTemplate<T>({ kind, id }: RunAddress, { template, resetPreferences }: Binding): Promise<T> {
  const { bind, unbind } = ITEM_OPERATIONS[kind];
  if (template === undefined) return callApi(unbind, { path: { id } }) as Promise<unknown> as Promise<T>;
  const query = { reset_preferences: resetPreferences ? true : undefined };
  return callApi(bind, { path: { id, template_id: template }, query }) as Promise<unknown> as Promise<T>;
}

interface PreferencesChange {
  /** The item as the form was opened. */
  readonly read: Pick<Item, 'id' | 'revision' | 'preferences'>;
  readonly preferences: SavedConfig;
}

const isSame = (one: Preferences, other: Preferences): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Saves at the revision that was read, or at a newer one with the same preferences. */
export const savePreferences = <T extends Item>(kind: RunKind, { read, preferences }: PreferencesChange): Promise<T> =>
  saveAtRevision<T>(read.revision, {
    send: (revision) =>
      callApi(ITEM_OPERATIONS[kind].setPreferences, {
        path: { id: read.id },
        body: preferences,
        headers: { 'If-Match': `"${revision}"` },
      }) as Promise<unknown> as Promise<T>,
    read: () => readItem<T>({ kind, id: read.id }),
    findConflict: (newest, refusal) => (isSame(newest.preferences, read.preferences) ? undefined : refusal),
  });
