import { isObject, type EngineNote, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState, type ConfigWithSources } from '../asset/state.js';
import { DEFAULT, isSetting, resolveRunConfig, type ConfigLayer, type ResolvedConfig } from './layers.js';
import { sourcesOf } from '../steps/run.js';
import { valueAt } from './paths.js';

export interface ServerConfig {
  /** A partial run configuration, without outputs. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly outputs: readonly OutputConfig[];
  readonly simulation: boolean;
  /** The engines that the workers have announced. Absent: none is known. */
  readonly engines?: () => readonly EngineNote[];
}

/** The layers of a run's configuration, as `config_sources` names them. */
export const SERVER = 'server';
export const PREVIOUS_RUN = 'previous run';
export const REQUEST = 'request';

/**
 * The layers that no person requested. The next run takes their present values, so that an operator's correction also reaches
 * failed items.
 */
const UNASKED: ReadonlySet<string> = new Set([DEFAULT, SERVER]);

/** Applies only to the run that names it: another run would fetch an old batch's transcript. */
const BATCH_ID = 'transcription.batch_id';

type Tree = { [key: string]: unknown };

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    tree[key] ??= value;
    return;
  }
  const inner: Tree = isObject(tree[key]) ? { ...tree[key] } : {};
  put(inner, rest, value);
  tree[key] = inner;
}

/** Returns the settings that people requested, in this run or in an earlier run that it continued. */
function collectRequestedSettings({ config, sources }: ConfigWithSources): Tree {
  const tree: Tree = {};
  for (const [path, source] of Object.entries(sources)) {
    if (UNASKED.has(source) || path === 'outputs' || path === BATCH_ID || !isSetting(path)) continue;
    const value = valueAt(config, path);
    // An empty section was requested as such; its members come from other layers.
    if (value !== undefined) put(tree, path.split('.'), isObject(value) ? {} : value);
  }
  return tree;
}

/** Returns the outputs of the last run with their present definitions, because the operator decides where an output leads. */
const redefineOutputs = (before: RunConfig, { outputs }: ServerConfig): readonly OutputConfig[] =>
  before.outputs.map((output) => outputs.find(({ name }) => name === output.name) ?? output);

/**
 * Returns the scripts that the request does not mention. A script is not merged: a request's script for a step replaces the
 * earlier one.
 */
function keepScripts(scripts: unknown, server: ServerConfig, request: readonly ConfigLayer[]): Tree {
  if (!server.simulation || !isObject(scripts)) return {};
  const scripted = request.flatMap(({ config }) => Object.keys(Object(isObject(config) ? config['simulation'] : {}) as object));
  return Object.fromEntries(Object.entries(scripts).filter(([step]) => !scripted.includes(step)));
}

function previousLayer(before: ConfigWithSources, server: ServerConfig, request: readonly ConfigLayer[]): ConfigLayer {
  const { simulation, ...settings } = collectRequestedSettings(before);
  const scripts = keepScripts(simulation, server, request);
  return {
    source: PREVIOUS_RUN,
    config: {
      ...settings,
      ...(Object.keys(scripts).length === 0 ? {} : { simulation: scripts }),
      // Outputs continue even if no person requested them: a recording's destinations never change silently.
      outputs: redefineOutputs(before.config, server),
    },
  };
}

/** Returns the configuration of the newest run, also after a reset has removed that run. */
export const lastRunConfig = (state: AssetState): ConfigWithSources | undefined => {
  if (!isPresent(state)) return undefined;
  const { run, configured } = state;
  return run === undefined ? configured : { config: run.config, sources: sourcesOf(run) };
};

/**
 * Returns the layers of the next run's configuration, in rising priority: the server, earlier requests, the present request.
 * Runs, dry runs, bulk runs and allowed actions all use it (CFG-09).
 */
export function buildNextRunLayers(
  state: AssetState,
  server: ServerConfig,
  request: readonly ConfigLayer[] = [],
): readonly ConfigLayer[] {
  const before = lastRunConfig(state);
  return [
    { source: SERVER, config: { ...server.defaults, outputs: server.outputs } },
    ...(before === undefined ? [] : [previousLayer(before, server, request)]),
    ...request,
  ];
}

export const resolveNextRunConfig = (
  state: AssetState,
  server: ServerConfig,
  request: readonly ConfigLayer[] = [],
): ResolvedConfig => resolveRunConfig(buildNextRunLayers(state, server, request));
