import type { Asset } from '../asset/state.js';
import { PREFERENCES, TEMPLATE } from '../asset/config/layer-names.js';
import { toLayers, type LibraryConfig } from '../asset/config/library.js';
import { leavesOf } from '../asset/config/paths.js';

/** A setting of the template that does not take effect, because the item has a preference for it. */
export interface SettingExplanation {
  readonly path: string;
  readonly layer: typeof PREFERENCES;
  readonly beats: typeof TEMPLATE;
  readonly says: string;
}

const pathsOf = (layers: ReturnType<typeof toLayers>): readonly string[] =>
  layers.flatMap(({ config }) => leavesOf(config).map(([path]) => path));

/** Explains which preferences beat the bound template (D23). */
export function explainSettings({ template, preferences }: Asset, library: LibraryConfig): readonly SettingExplanation[] {
  const bound = template === undefined ? undefined : library.templates?.get(template.id);
  if (bound === undefined) return [];
  const preferred = pathsOf(toLayers(PREFERENCES, preferences, library));
  return pathsOf(toLayers(TEMPLATE, bound.settings, library))
    .filter((path) => preferred.includes(path))
    .map((path) => ({
      path,
      layer: PREFERENCES,
      beats: TEMPLATE,
      says: `A preference of the item decides ${path}, not its template ${bound.name}. To use the template, bind it again and reset the preferences.`,
    }));
}
