import { commitIdFor, type OutputConfig } from '@throughline/contracts';
import {
  REQUEST,
  initialState,
  nextRunConfig,
  type AssetState,
  type ConfigLayer,
  type RunRequest,
  type ServerConfig,
} from '@throughline/domain';
import { invalid, type FieldProblem } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { RunDefaults } from '../settings/run-defaults.js';
import { simulationProblems } from '../simulation/simulation-problems.js';
import type { RunOverrides } from './run-overrides.dto.js';

/** What the operator has said about runs. */
export interface RunSettings extends ServerConfig {
  readonly defaults: RunDefaults;
}

/** A run that is asked for. */
export interface AskedRun {
  readonly assetId: string;
  readonly commandId: string;
  readonly overrides: RunOverrides;
}

const SIMULATION = '/processing_config/simulation';

/** Only what was said: a field that a body left out must not hide what a lower layer says. */
const stated = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => isSaid(member))
      .map(([key, member]: [string, unknown]) => [
        key,
        typeof member === 'object' && !Array.isArray(member) ? stated(Object(member) as object) : member,
      ]),
  );

/** Turns what a request says about a run into the run's whole configuration. */
export class RunRequests {
  constructor(private readonly settings: RunSettings) {}

  /** What the operator says about every run. */
  server(): ServerConfig {
    const resolved = nextRunConfig(initialState, this.settings);
    if ('problems' in resolved)
      throw new Error(
        `The configured outputs cannot be used: ${resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
      );
    return this.settings;
  }

  /** Throws where the overrides fit no run, whichever item it is for. */
  check(overrides: RunOverrides): void {
    this.request({ assetId: 'any', commandId: 'any', overrides });
  }

  /**
   * The run's id follows from the command, so that a request sent twice names one run.
   * What the request does not say is what the recording was last asked for.
   */
  request({ assetId, commandId, overrides }: AskedRun, state: AssetState = initialState): RunRequest {
    this.checkScripts(overrides.processing_config?.simulation);
    const resolved = nextRunConfig(state, this.settings, this.layersOf(overrides));
    if ('problems' in resolved)
      throw invalid(
        resolved.problems.map(({ path, message }) => ({ pointer: `/processing_config/${path.replaceAll('.', '/')}`, message })),
      );
    return {
      runId: commitIdFor(assetId, `run:${commandId}`),
      config: resolved.config,
      configSources: resolved.configSources,
      engines: this.settings.engines?.() ?? [],
    };
  }

  private checkScripts(scripts: unknown): void {
    if (scripts === undefined || scripts === null) return;
    const { outputs, simulation } = this.settings;
    const off = 'is refused here, as simulation is off; the operator switches it on by TL_SIMULATION=on (docs/simulation.md)';
    const problems = simulation
      ? simulationProblems(scripts, { outputs, at: SIMULATION })
      : [{ pointer: SIMULATION, message: off }];
    if (problems.length > 0) throw invalid(problems);
  }

  private layersOf({ processing_config, output_config }: RunOverrides): readonly ConfigLayer[] {
    const names = output_config?.outputs;
    return [
      ...(isSaid(processing_config) ? [{ source: REQUEST, config: stated(processing_config) }] : []),
      ...(!isSaid(names) ? [] : [{ source: REQUEST, config: { outputs: this.named(names, '/output_config/outputs') } }]),
    ];
  }

  /** Outputs of this server. Throws, by the place in the request, where it has no such output. */
  named(names: readonly string[], at: string): readonly OutputConfig[] {
    const problems: FieldProblem[] = [];
    const chosen = names.flatMap((name, index) => {
      const output = this.settings.outputs.find((one) => one.name === name);
      if (output === undefined)
        problems.push({
          pointer: `${at}/${String(index)}`,
          message: `is not an output of this server; there are: ${this.settings.outputs.map((one) => one.name).join(', ') || 'none'}`,
        });
      return output ?? [];
    });
    if (problems.length > 0) throw invalid(problems);
    return chosen;
  }
}
