import {
  PATTERNS,
  isObject,
  patternIdOf,
  type MetadataPatterns,
  type OutputConfig,
  type OutputPatterns,
  type StoredSettings,
} from '@throughline/contracts';

const pickPatterns = (pick: (name: (typeof PATTERNS)[number]) => string | undefined): MetadataPatterns =>
  Object.fromEntries(
    PATTERNS.flatMap((name) => {
      const text = pick(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** Returns the patterns by their ids, as open data names them. */
export const identifyPatterns = (patterns: MetadataPatterns): MetadataPatterns =>
  pickPatterns((name) => {
    const text = patterns[name];
    return text === undefined ? undefined : patternIdOf(text);
  });

/** Returns a partial configuration of a run with the ids of its patterns. */
export function identifyConfig(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { metadata } = config;
  return isObject(metadata) ? { ...config, metadata: { ...metadata, ...identifyPatterns(metadata) } } : config;
}

/** Returns settings with the ids of their patterns. */
export const identifySettings = (settings: StoredSettings): StoredSettings =>
  settings.metadata_config === undefined
    ? settings
    : { ...settings, metadata_config: { ...settings.metadata_config, ...identifyPatterns(settings.metadata_config) } };

/** Returns settings whose patterns are the texts, as far as these are known. */
export function restorePatterns(settings: StoredSettings, patterns: MetadataPatterns = {}): StoredSettings {
  if (settings.metadata_config === undefined) return settings;
  const { title_pattern: _title, description_pattern: _description, ...others } = settings.metadata_config;
  const named = findPatterns(settings.metadata_config, [patterns]);
  const restored = { ...others, ...named };
  const { metadata_config: _metadata, ...groups } = settings;
  return Object.keys(restored).length === 0 ? groups : { ...groups, metadata_config: restored };
}

/** Returns the texts of patterns that are named by their ids. The first text with the id counts. */
export function findPatterns(ids: MetadataPatterns, candidates: readonly (MetadataPatterns | undefined)[]): MetadataPatterns {
  return pickPatterns((name) => {
    const texts = candidates.flatMap((candidate) => candidate?.[name] ?? []);
    return texts.find((text) => patternIdOf(text) === ids[name]);
  });
}

/** Returns the texts of the patterns that outputs have of their own. The first text with the id counts. */
export function findOutputPatterns(
  outputs: readonly OutputConfig[],
  candidates: readonly (OutputPatterns | undefined)[],
): OutputPatterns {
  const found = outputs.map(({ name, metadata = {} }) => {
    const texts = candidates.map((candidate) => candidate?.[name]);
    return [name, findPatterns(metadata, texts)] as const;
  });
  return Object.fromEntries(found.filter(([, patterns]) => Object.keys(patterns).length > 0));
}

/** Returns the patterns for one output: its own win over those of the run. */
export const patternsFor = (
  output: string,
  { patterns, outputPatterns }: { readonly patterns?: MetadataPatterns; readonly outputPatterns?: OutputPatterns },
): MetadataPatterns => ({ ...patterns, ...outputPatterns?.[output] });
