import type { EngineNote, OutputConfig, RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState, type Configured } from '../asset/state.js';
import { DEFAULT, isSetting, resolveRunConfig, type ConfigLayer, type ResolvedConfig } from './layers.js';
import { sourcesOf } from '../steps/run.js';
import { isRecord, valueAt } from './paths.js';

/** What the operator of an installation says about runs. */
export interface ServerConfig {
  /** A partial run configuration, without outputs. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly outputs: readonly OutputConfig[];
  /** Simulated connectors are switched on. */
  readonly simulation: boolean;
  /** The engines of its workers, as far as they have said; left out: none is known. */
  readonly engines?: () => readonly EngineNote[];
}

/** The layers of a run's configuration, as `config_sources` names them. */
export const SERVER = 'server';
export const PREVIOUS_RUN = 'previous run';
export const REQUEST = 'request';

/** What nobody had asked for: the next run takes it as it is by then, so that an operator's correction reaches what has failed. */
const UNASKED: ReadonlySet<string> = new Set([DEFAULT, SERVER]);

/** Holds for the run that names it: another run would take the words of a batch of long ago. */
const BATCH_ID = 'transcription.batch_id';

type Tree = { [key: string]: unknown };

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    tree[key] ??= value;
    return;
  }
  const inner: Tree = isRecord(tree[key]) ? { ...tree[key] } : {};
  put(inner, rest, value);
  tree[key] = inner;
}

/** Every setting that was asked for, in this run or in one that it had taken it over from. */
function asked({ config, sources }: Configured, request: readonly ConfigLayer[]): Tree {
  const isNamed = request.some(({ config: said }) => isRecord(said) && valueAt(said, BATCH_ID) !== undefined);
  const tree: Tree = {};
  for (const [path, source] of Object.entries(sources)) {
    if (UNASKED.has(source) || path === 'outputs' || path === BATCH_ID || !isSetting(path)) continue;
    // A request that names a batch asks for it, whatever was said of batches before.
    if (isNamed && path === 'transcription.batch') continue;
    const value = valueAt(config, path);
    // An empty section was asked for as such; what other layers have put there is theirs.
    if (value !== undefined) put(tree, path.split('.'), isRecord(value) ? {} : value);
  }
  return tree;
}

/** Where an output leads is the operator's to say: the present definition of its name counts, as long as there is one. */
const sameOutputs = (before: RunConfig, { outputs }: ServerConfig): readonly OutputConfig[] =>
  before.outputs.map((output) => outputs.find(({ name }) => name === output.name) ?? output);

/** A script is one piece: what a request says of a step stands for all that was said of it before. */
function scriptsLeft(scripts: unknown, server: ServerConfig, request: readonly ConfigLayer[]): Tree {
  if (!server.simulation || !isRecord(scripts)) return {};
  const said = request.flatMap(({ config }) => Object.keys(Object(isRecord(config) ? config['simulation'] : {}) as object));
  return Object.fromEntries(Object.entries(scripts).filter(([step]) => !said.includes(step)));
}

function previousLayer(before: Configured, server: ServerConfig, request: readonly ConfigLayer[]): ConfigLayer {
  const { simulation, ...settings } = asked(before, request);
  const scripts = scriptsLeft(simulation, server, request);
  return {
    source: PREVIOUS_RUN,
    config: {
      ...settings,
      ...(Object.keys(scripts).length === 0 ? {} : { simulation: scripts }),
      // Also where nobody had named them: a recording goes nowhere else than it was going, and from nowhere away, without a word.
      outputs: sameOutputs(before.config, server),
    },
  };
}

/** What the newest run was configured with, also when a reset has taken it away. */
export const configuredOf = (state: AssetState): Configured | undefined => {
  if (!isPresent(state)) return undefined;
  const { run, configured } = state;
  return run === undefined ? configured : { config: run.config, sources: sourcesOf(run) };
};

/**
 * Where the configuration of the next run comes from, later wins: the server, what the recording was last asked for, the request.
 * A run, a dry run, a run of many and the allowed actions all ask here (CFG-09).
 */
export function layersOfNextRun(
  state: AssetState,
  server: ServerConfig,
  request: readonly ConfigLayer[] = [],
): readonly ConfigLayer[] {
  const before = configuredOf(state);
  return [
    { source: SERVER, config: { ...server.defaults, outputs: server.outputs } },
    ...(before === undefined ? [] : [previousLayer(before, server, request)]),
    ...request,
  ];
}

/** The configuration that a run would have if it were asked for now. */
export const nextRunConfig = (state: AssetState, server: ServerConfig, request: readonly ConfigLayer[] = []): ResolvedConfig =>
  resolveRunConfig(layersOfNextRun(state, server, request));
