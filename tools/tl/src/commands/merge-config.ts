import type { SavedConfig } from '@throughline/api-client';
import { isFields, type Overrides } from './overrides.js';

type Groups = Readonly<Record<string, unknown>>;

/** Merges the settings of two levels, so that a switch leaves the other settings of its section as they are. */
const mergeGroups = (before: Groups = {}, changes: Groups = {}): Groups => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, isFields(value) ? { ...(before[name] as object), ...value } : value]),
  ),
});

/** Changes only the given settings of saved ones. */
export const mergeConfig = (
  { processing_config, metadata_config, output_config, retention_config }: SavedConfig,
  changes: Overrides,
): Overrides => ({
  processing_config: mergeGroups(processing_config, changes.processing_config),
  metadata_config: mergeGroups(metadata_config, changes.metadata_config),
  output_config: mergeGroups(output_config, changes.output_config),
  ...(retention_config === undefined ? {} : { retention_config: { ...retention_config } }),
});
