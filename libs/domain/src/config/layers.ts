import { isRunConfig, runConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';
import { defaultTopicsDisplay } from '../topics/topics-text.js';
import { defaultRunConfig } from './defaults.js';
import { defaultDocumentSettings } from './document-settings.js';
import { leavesOf } from './paths.js';
import { configProblems } from './validate.js';

/** The layer of what nobody has said. */
export const DEFAULT = 'default';

/** One layer of configuration, e.g. the user's own or the request's overrides. `config` may be partial and comes from outside. */
export interface ConfigLayer {
  readonly source: string;
  readonly config: unknown;
}
export type ResolvedConfig =
  | { readonly config: RunConfig; readonly configSources: Readonly<Record<string, string>> }
  | { readonly problems: readonly ConfigProblem[] };

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects merge key by key, everything else is replaced. Keys that are no settings were refused before. */
function merge(base: unknown, layer: unknown): unknown {
  if (layer === undefined) return base;
  if (!isTree(base) || !isTree(layer)) return layer;
  const keys = new Set([...Object.keys(base), ...Object.keys(layer)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], layer[key])]));
}

/** What is left to whoever does the work where no layer says it. */
const OPEN_SETTINGS = [
  ...['batch', 'batch_id', 'max_wait_time', 'granularity'].map((key) => `transcription.${key}`),
  ...Object.keys(defaultTopicsDisplay).map((key) => `topics_display.${key}`),
  ...Object.keys(defaultDocumentSettings).flatMap((key) => (key === 'metadata' ? [] : [`document.${key}`])),
  'document.metadata.model',
];
const settings: readonly string[] = [...leavesOf(defaultRunConfig).map(([path]) => path), ...OPEN_SETTINGS];
/** Sections whose keys are the user's own: any path below them is a setting, and the schema says what it may be. */
const OPEN_SECTIONS = ['simulation.'];
/** A path that a configuration may set. */
export const isSetting = (path: string): boolean =>
  settings.includes(path) || OPEN_SECTIONS.some((section) => path.startsWith(section));
const isSection = (path: string): boolean => settings.some((setting) => setting.startsWith(`${path}.`));

const unknownPaths = ({ source, config }: ConfigLayer): readonly ConfigProblem[] => {
  if (!isTree(config)) return [{ path: '', message: `the ${source} configuration must be an object` }];
  return leavesOf(config)
    .filter(([path, value]) => !isSetting(path) && !(isTree(value) && isSection(path)))
    .map(([path]) => ({ path, message: 'is not a setting' }));
};

/** A layer without what is no setting: that is told by itself, and everything else that is wrong beside it. */
function settingsOf(layer: unknown, path = ''): Tree {
  if (!isTree(layer)) return {};
  return Object.fromEntries(
    Object.entries(layer).flatMap(([key, inner]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (isSetting(at)) return [[key, inner]];
      return isSection(at) && isTree(inner) ? [[key, settingsOf(inner, at)]] : [];
    }),
  );
}

/**
 * The effective configuration of a run: defaults, then each layer in order, later wins (CFG-01), and which layer decided each setting.
 * A dry run and a run call this same function (CFG-09).
 */
export function resolveRunConfig(layers: readonly ConfigLayer[]): ResolvedConfig {
  const unknown = layers.flatMap(unknownPaths);
  const config = layers.reduce<unknown>((merged, layer) => merge(merged, settingsOf(layer.config)), defaultRunConfig);
  if (!isRunConfig(config)) return { problems: [...unknown, ...runConfigProblems(config)] };
  const problems = [...unknown, ...configProblems(config)];
  if (problems.length > 0) return { problems };
  const said = [{ source: DEFAULT, config: defaultRunConfig }, ...layers];
  const configSources = Object.fromEntries(
    said.flatMap(({ source, config: layer }) => leavesOf(layer).flatMap(([path]) => (isSetting(path) ? [[path, source]] : []))),
  );
  return { config, configSources };
}
