import type { AssetEventOf } from '@throughline/contracts';
import type { Asset, OwnLayer } from './state.js';

const addChange = ({ changedLayers = [] }: Asset, layer: OwnLayer): readonly OwnLayer[] =>
  changedLayers.includes(layer) ? changedLayers : [...changedLayers, layer];

/** A template configures the item, so an unmapped item no longer waits (CFG-04, CFG-05). */
export const evolveTemplateBound = (asset: Asset, { template }: AssetEventOf<'TemplateBound'>['data'], at: string): Asset => ({
  ...asset,
  template: { id: template, boundAt: at },
  isMapped: true,
  base: asset.base === 'SKIPPED' ? 'INITIALIZED' : asset.base,
  changedLayers: addChange(asset, 'template'),
});

/**
 * The status stays: the item is unmapped (D16), which its next reset shows. An imported item has no template here, and is
 * unmapped all the same.
 */
export const evolveTemplateUnbound = ({ template: _template, ...asset }: Asset): Asset => ({
  ...asset,
  isMapped: false,
  changedLayers: addChange(asset, 'template'),
});

export function evolvePreferencesChanged(
  { preferences: _before, ...asset }: Asset,
  { preferences }: AssetEventOf<'PreferencesChanged'>['data'],
): Asset {
  const changed = { ...asset, changedLayers: addChange(asset, 'preferences') };
  return Object.keys(preferences).length === 0 ? changed : { ...changed, preferences };
}
