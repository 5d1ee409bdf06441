import type { StoredSettings } from '@throughline/contracts';
import type { Asset, LibraryConfig } from '@throughline/domain';

/** The settings that an item has of its own. */
export interface OwnSettingsItem {
  /** The bound template. The name is null if the template no longer exists. */
  readonly template: { readonly id: number; readonly name: string | null } | null;
  readonly preferences: StoredSettings | null;
}

export const renderOwnSettings = ({ template, preferences }: Asset, { templates }: LibraryConfig): OwnSettingsItem => ({
  template: template === undefined ? null : { id: template.id, name: templates?.get(template.id)?.name ?? null },
  preferences: preferences ?? null,
});
