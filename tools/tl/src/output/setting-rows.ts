import type { SavedConfig } from '@throughline/api-client';

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a row for each setting, with its path as in a request. */
export const settingRows = (value: object, path = ''): readonly (readonly string[])[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return isGroup(inner) ? settingRows(inner, at) : [[at, Array.isArray(inner) ? inner.join(', ') || 'none' : String(inner)]];
  });

const retentionRows = ({ retention_config: retention = {} }: SavedConfig): readonly (readonly string[])[] =>
  Object.entries(retention).map(([name, days]) => [name, days === null ? 'never' : String(days)]);

/** Returns a row for each saved setting of runs. */
export const configRows = (saved: SavedConfig): readonly (readonly string[])[] => [
  ...settingRows(saved.processing_config ?? {}),
  ...settingRows(saved.metadata_config ?? {}),
  ...settingRows(saved.output_config ?? {}),
  ...retentionRows(saved),
];

/** Returns a row for each setting of a run, with the layer that decided it. */
export const layerRows = (sources: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  Object.entries(sources).map(([path, layer]) => [path, layer]);
