import type { SavedConfig } from '@throughline/api-types';
import type { Overrides } from './overrides.js';

type Groups = Readonly<Record<string, unknown>>;

/** Merges the settings of two levels, so that a switch leaves the other settings of its section as they are. */
const mergeGroups = (before: Groups = {}, given: Groups = {}): Groups => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...(before[name] as object), ...value } : value,
    ]),
  ),
});

/** Changes only the given settings of saved ones. */
export const mergeConfig = (
  { processing_config, metadata_config, output_config, retention_config }: SavedConfig,
  given: Overrides,
): Overrides => ({
  processing_config: mergeGroups(processing_config, given.processing_config),
  metadata_config: mergeGroups(metadata_config, given.metadata_config),
  output_config: mergeGroups(output_config, given.output_config),
  ...(retention_config === undefined ? {} : { retention_config: { ...retention_config } }),
});
