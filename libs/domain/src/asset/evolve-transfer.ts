import { outputOf, type AssetEventOf, type StoredSettings } from '@throughline/contracts';
import type { Asset, RunState, Source, StepState } from './state.js';

/** Returns true if only a credential of its library opens the source. */
export const isOpenedByCredential = (source: Source | undefined): boolean =>
  source !== undefined && 'settings' in source && source.settings['credential'] !== undefined;

/** Returns the library whose credential opens the source, unless the item is moved to it. */
function findSourceLibrary({ source, sourceLibrary, owner }: Asset, to: string): Pick<Asset, 'sourceLibrary'> {
  const library = sourceLibrary ?? owner;
  return isOpenedByCredential(source) && library !== to ? { sourceLibrary: library } : {};
}

/** The names of outputs mean something else in another library. */
function dropOutputs({ output_config, ...settings }: StoredSettings): StoredSettings {
  const { outputs: _outputs, ...others } = output_config ?? {};
  return Object.keys(others).length === 0 ? settings : { ...settings, output_config: others };
}

export const movePreferences = (preferences: StoredSettings): Pick<Asset, 'preferences'> => {
  const moved = dropOutputs(preferences);
  return Object.keys(moved).length === 0 ? {} : { preferences: moved };
};

const closeRun = ({ hasRequestedOutputs: _requested, published: _published, ...run }: RunState): RunState => ({
  ...run,
  isForeign: true,
});

const isOf = (step: StepState, outputs: readonly string[]): boolean =>
  (step.kind === 'delivery' || step.kind === 'followUp') && outputs.includes(outputOf(step.step) ?? '');

/**
 * Moves the item to another library. Outputs, credentials, templates and earlier settings belong to a library, so none of them
 * continues; deliveries stay as history.
 */
export function evolveAssetTransferred(
  before: Asset,
  { from, to, outputs }: AssetEventOf<'AssetTransferred'>['data'],
  at: string,
): Asset {
  const { template: _template, configured: _configured, changedLayers: _layers, sourceLibrary: _library, ...kept } = before;
  const { preferences, run, ...asset } = kept;
  return {
    ...asset,
    owner: to,
    movedFrom: { library: from, at },
    ...(preferences === undefined ? {} : movePreferences(preferences)),
    ...(run === undefined ? {} : { run: closeRun(run) }),
    ...findSourceLibrary(before, to),
    steps: asset.steps.map((step) => (isOf(step, outputs) ? { ...step, isForeign: true } : step)),
  };
}
