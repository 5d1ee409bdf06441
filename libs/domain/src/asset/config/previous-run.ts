import { isObject, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState, type ConfigWithSources } from '../state.js';
import { sourcesOf } from '../steps/run.js';
import { PREVIOUS_RUN, USER, isRequested } from './layer-names.js';
import { isSetting, type ConfigLayer } from './layers.js';
import { listOutputs, type LibraryConfig } from './library.js';
import { valueAt } from './paths.js';

/** Applies only to the run that names it: another run would fetch an old batch's transcript. */
export const BATCH_ID = 'transcription.batch_id';

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
    if (!isRequested(source) || path === 'outputs' || path === BATCH_ID || !isSetting(path)) continue;
    const value = valueAt(config, path);
    // An empty section was requested as such; its members come from other layers.
    if (value !== undefined) put(tree, path.split('.'), isObject(value) ? {} : value);
  }
  return tree;
}

/** Returns the outputs of the last run with their present definitions, because their owner decides where an output leads. */
function redefineOutputs(before: RunConfig, library: LibraryConfig): readonly OutputConfig[] {
  const outputs = listOutputs(library);
  return before.outputs.map((output) => outputs.find(({ name }) => name === output.name) ?? output);
}

/**
 * Returns the scripts that the request does not mention. A script is not merged: a request's script for a step replaces the
 * earlier one.
 */
function keepScripts(scripts: unknown, server: LibraryConfig, request: readonly ConfigLayer[]): Tree {
  if (!server.simulation || !isObject(scripts)) return {};
  const scripted = request.flatMap(({ config }) => Object.keys(Object(isObject(config) ? config['simulation'] : {}) as object));
  return Object.fromEntries(Object.entries(scripts).filter(([step]) => !scripted.includes(step)));
}

/** Returns the configuration of the newest run in this library, also after a reset has removed that run. */
export const lastRunConfig = (state: AssetState): ConfigWithSources | undefined => {
  if (!isPresent(state)) return undefined;
  const { run, configured } = state;
  if (run === undefined) return configured;
  if (run.isForeign === true) return undefined;
  const { config, hasRequestedOutputs } = run;
  return { config, sources: sourcesOf(run), ...(hasRequestedOutputs === undefined ? {} : { hasRequestedOutputs }) };
};

/** Returns true if a template was bound or unbound after the newest run: earlier requests were made for another template. */
export const hasNewBinding = (state: AssetState): boolean =>
  isPresent(state) && state.changedLayers?.includes('template') === true;

const areOutputsRequested = (state: AssetState, before: ConfigWithSources): boolean =>
  before.hasRequestedOutputs === true && !hasNewBinding(state);

/** Returns true if the user's settings named this setting, and name it now too: then the present value counts. */
const isNamedAgain = ({ sources }: ConfigWithSources, path: string, lower: readonly ConfigLayer[]): boolean =>
  sources[path] === USER && lower.some(({ source, config }) => source === USER && isObject(config) && path in config);

/** Returns true if these layers hold the outputs for a review. */
const isHolding = (lower: readonly ConfigLayer[]): boolean => {
  const decisive = lower.findLast(({ config }) => isObject(config) && 'auto_upload' in config)?.config;
  return isObject(decisive) && decisive['auto_upload'] === false;
};

/**
 * Returns the outputs that nobody requested, and the hold for a review, for a place below the template. They continue, because
 * a recording's destinations never change silently, and no run publishes by itself what an earlier one held. But the user who
 * named them may name others. In later runs this hold counts as requested, because its source is the previous run.
 */
export function continuedOutputs(
  state: AssetState,
  server: LibraryConfig,
  lower: readonly ConfigLayer[],
): readonly ConfigLayer[] {
  const before = lastRunConfig(state);
  if (before === undefined) return [];
  const hasOutputs = !areOutputsRequested(state, before) && !isNamedAgain(before, 'outputs', lower);
  const isHeld = before.config.auto_upload === false && !isNamedAgain(before, 'auto_upload', lower) && !isHolding(lower);
  if (!hasOutputs && !isHeld) return [];
  return [
    {
      source: PREVIOUS_RUN,
      config: {
        ...(hasOutputs ? { outputs: redefineOutputs(before.config, server) } : {}),
        ...(isHeld ? { auto_upload: false } : {}),
      },
    },
  ];
}

/** Returns the settings that requests named since the last change of the binding. `higher` are the layers above. */
export function requestedBefore(
  state: AssetState,
  server: LibraryConfig,
  higher: readonly ConfigLayer[],
): readonly ConfigLayer[] {
  const before = lastRunConfig(state);
  if (before === undefined || hasNewBinding(state)) return [];
  const { simulation, ...settings } = collectRequestedSettings(before);
  const scripts = keepScripts(simulation, server, higher);
  return [
    {
      source: PREVIOUS_RUN,
      config: {
        ...settings,
        ...(Object.keys(scripts).length === 0 ? {} : { simulation: scripts }),
        ...(areOutputsRequested(state, before) ? { outputs: redefineOutputs(before.config, server) } : {}),
      },
    },
  ];
}
