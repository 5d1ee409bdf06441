import type { StoredSettings } from '@throughline/contracts';
import { restorePatterns, type Asset, type LibraryConfig, type PersonalData } from '@throughline/domain';

export interface OwnSettingsItem {
  /** The bound template. The name is null if the template no longer exists. */
  readonly template: { readonly id: number; readonly name: string | null } | null;
  readonly preferences: StoredSettings | null;
}

export const renderTemplateOf = ({ template }: Asset, { templates }: LibraryConfig): OwnSettingsItem['template'] =>
  template === undefined ? null : { id: template.id, name: templates?.get(template.id)?.name ?? null };

export const renderOwnSettings = (asset: Asset, personal: PersonalData, library: LibraryConfig): OwnSettingsItem => ({
  template: renderTemplateOf(asset, library),
  preferences: asset.preferences === undefined ? null : restorePatterns(asset.preferences, personal.preferredPatterns),
});
