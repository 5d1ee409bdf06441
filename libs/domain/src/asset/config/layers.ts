import { RunConfigSchema, isRunConfig, findRunConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';
import { defaultRunConfig } from './defaults.js';
import { DEFAULT, OUTPUT, REQUEST } from './layer-names.js';
import { leavesOf, valueAt } from './paths.js';
import { findConfigProblems, type SettingProblem } from './validate.js';

/** One layer of configuration, e.g. the user's settings or a request's overrides. `config` may be partial and is untrusted. */
export interface ConfigLayer {
  readonly source: string;
  readonly config: unknown;
}

export interface DecidedSetting {
  readonly path: string;
  readonly source: string;
}
export interface LayerProblem extends DecidedSetting, ConfigProblem {
  /** The other setting of a contradiction. */
  readonly counterpart?: DecidedSetting;
}
type ConfigSources = Readonly<Record<string, string>>;
export type ResolvedConfig =
  | { readonly config: RunConfig; readonly configSources: ConfigSources }
  | { readonly problems: readonly LayerProblem[] };

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Merges objects key by key; a layer replaces any other value. Unknown keys were refused earlier. */
export function merge(base: unknown, layer: unknown): unknown {
  if (layer === undefined) return base;
  if (!isTree(base) || !isTree(layer)) return layer;
  const keys = new Set([...Object.keys(base), ...Object.keys(layer)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], layer[key])]));
}

/** Returns the paths of the settings in a schema: of what is no object with named members. */
const pathsOf = (schema: object, at: readonly string[] = []): readonly string[] =>
  'properties' in schema
    ? Object.entries(schema.properties as Readonly<Record<string, object>>).flatMap(([key, inner]) =>
        pathsOf(inner, [...at, key]),
      )
    : [at.join('.')];

const settings: ReadonlySet<string> = new Set(pathsOf(RunConfigSchema));
/** The paths of the objects that settings are in. */
const sections: ReadonlySet<string> = new Set(
  [...settings].flatMap((setting) => {
    const parts = setting.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);
/** Sections with keys that the user chooses: any path below them is a setting, and the schema checks its value. */
const OPEN_SECTIONS = ['simulation.'];
export const isSetting = (path: string): boolean =>
  settings.has(path) || OPEN_SECTIONS.some((section) => path.startsWith(section));
const isSection = (path: string): boolean => sections.has(path);

/** Returns the setting that a problem is about, which may be within a list. */
const settingAt = (path: string): string => [...settings].find((one) => path === one || path.startsWith(`${one}.`)) ?? path;

const findUnknownPaths = ({ source, config }: ConfigLayer): readonly LayerProblem[] => {
  if (!isTree(config)) return [{ path: '', source, message: `the ${source} configuration must be an object` }];
  return leavesOf(config)
    .filter(([path, value]) => !isSetting(path) && !(isTree(value) && isSection(path)))
    .map(([path]) => ({ path, source, message: 'is not a setting' }));
};

/** Returns a layer without unknown keys. Those of a request are reported separately, next to all other problems. */
export function pickSettings(layer: unknown, path = ''): Tree {
  if (!isTree(layer)) return {};
  return Object.fromEntries(
    Object.entries(layer).flatMap(([key, inner]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (isSetting(at)) return [[key, inner]];
      return isSection(at) && isTree(inner) ? [[key, pickSettings(inner, at)]] : [];
    }),
  );
}

const hasBatchId = ({ transcription }: Tree): boolean => isTree(transcription) && transcription['batch_id'] !== undefined;

/** Removes `batch`: a layer with a `batch_id` implies a batch (TRN-03), whatever earlier layers say. */
function removeBatch(merged: unknown): unknown {
  if (!isTree(merged) || !isTree(merged['transcription'])) return merged;
  const entries = Object.entries(merged['transcription']).filter(([key]) => key !== 'batch');
  return { ...merged, transcription: Object.fromEntries(entries) };
}

/** Names the patterns that outputs have of their own, such as `outputs.talks.title_pattern`. */
export const findOwnPatterns = ({ outputs }: Pick<RunConfig, 'outputs'>): ConfigSources =>
  Object.fromEntries(
    outputs.flatMap(({ name, metadata = {} }) => Object.keys(metadata).map((key) => [`outputs.${name}.${key}`, OUTPUT])),
  );

/** Returns the layer of each setting that has a value. */
function findSources(config: object, layers: readonly ConfigLayer[]): ConfigSources {
  const sources = [{ source: DEFAULT, config: defaultRunConfig }, ...layers];
  return Object.fromEntries(
    sources.flatMap(({ source, config: layer }) =>
      leavesOf(layer).flatMap(([path]) => (isSetting(path) && valueAt(config, path) !== undefined ? [[path, source]] : [])),
    ),
  );
}

/** Adds the layers to a problem. A contradiction is told from the setting of the request, the only one that it can correct. */
function addSources({ counterpart, ...problem }: SettingProblem, sources: ConfigSources): LayerProblem {
  const sourceOf = ({ path }: ConfigProblem): string => sources[settingAt(path)] ?? DEFAULT;
  if (counterpart === undefined) return { ...problem, source: sourceOf(problem) };
  const isOnlyOther = sourceOf(problem) !== REQUEST && sourceOf(counterpart) === REQUEST;
  const [shown, other] = isOnlyOther ? [counterpart, problem] : [problem, counterpart];
  return { ...shown, source: sourceOf(shown), counterpart: { path: other.path, source: sourceOf(other) } };
}

export function omitSettings(layers: readonly ConfigLayer[], problems: readonly LayerProblem[]): readonly ConfigLayer[] {
  const paths = new Set(problems.flatMap(({ path, counterpart }) => [path, counterpart?.path ?? path]).map(settingAt));
  const omit = (value: unknown, at: string): unknown =>
    isTree(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, inner]) => {
            const path = at === '' ? key : `${at}.${key}`;
            return paths.has(path) ? [] : [[key, omit(inner, path)]];
          }),
        )
      : value;
  return layers.map(({ source, config }) => ({ source, config: omit(config, '') }));
}

/**
 * Merges the layers over the defaults (CFG-01): the later layer wins. Records the layer of each setting.
 * Dry runs and runs both call this function (CFG-09).
 */
export function resolveRunConfig(layers: readonly ConfigLayer[]): ResolvedConfig {
  const unknown = layers.flatMap(findUnknownPaths);
  const config = Object(
    layers.reduce<unknown>((merged, layer) => {
      const settings = pickSettings(layer.config);
      return merge(hasBatchId(settings) ? removeBatch(merged) : merged, settings);
    }, defaultRunConfig),
  ) as object;
  const configSources = findSources(config, layers);
  const explain = (problem: SettingProblem): LayerProblem => addSources(problem, configSources);
  if (!isRunConfig(config)) return { problems: [...unknown, ...findRunConfigProblems(config).map(explain)] };
  const problems = [...unknown, ...findConfigProblems(config).map(explain)];
  return problems.length > 0 ? { problems } : { config, configSources: { ...configSources, ...findOwnPatterns(config) } };
}
