import { commitIdFor, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { resolveRunConfig, type ConfigLayer, type RunRequest } from '@throughline/domain';
import { invalid, type FieldProblem } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { RunDefaults } from '../settings/run-defaults.js';
import { simulationProblems } from '../simulation/simulation-problems.js';
import type { RunOverrides } from './run-overrides.dto.js';

/** What the operator has said about runs. */
export interface RunSettings {
  readonly outputs: readonly OutputConfig[];
  readonly defaults: RunDefaults;
  /** Simulated connectors are switched on. */
  readonly simulation: boolean;
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

  /** What a run does where the request says nothing. */
  defaults(): RunConfig {
    const resolved = resolveRunConfig([this.server()]);
    if ('problems' in resolved)
      throw new Error(
        `The configured outputs cannot be used: ${resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
      );
    return resolved.config;
  }

  /** The run's id follows from the command, so that a request sent twice names one run. */
  request(assetId: string, commandId: string, overrides: RunOverrides): RunRequest {
    this.checkScripts(overrides.processing_config?.simulation);
    const resolved = resolveRunConfig([this.server(), ...this.layersOf(overrides)]);
    if ('problems' in resolved)
      throw invalid(
        resolved.problems.map(({ path, message }) => ({ pointer: `/processing_config/${path.replaceAll('.', '/')}`, message })),
      );
    return { runId: commitIdFor(assetId, `run:${commandId}`), config: resolved.config, configSources: resolved.configSources };
  }

  private server(): ConfigLayer {
    return { source: 'server', config: { ...this.settings.defaults, outputs: this.settings.outputs } };
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
      ...(isSaid(processing_config) ? [{ source: 'request', config: stated(processing_config) }] : []),
      ...(!isSaid(names) ? [] : [{ source: 'request', config: { outputs: this.named(names) } }]),
    ];
  }

  private named(names: readonly string[]): readonly OutputConfig[] {
    const problems: FieldProblem[] = [];
    const chosen = names.flatMap((name, index) => {
      const output = this.settings.outputs.find((one) => one.name === name);
      if (output === undefined)
        problems.push({
          pointer: `/output_config/outputs/${String(index)}`,
          message: `is not an output of this server; there are: ${this.settings.outputs.map((one) => one.name).join(', ') || 'none'}`,
        });
      return output ?? [];
    });
    if (problems.length > 0) throw invalid(problems);
    return chosen;
  }
}
