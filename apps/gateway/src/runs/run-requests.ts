import { commitIdFor, type OutputConfig, type RunConfig } from '@throughline/contracts';
import { resolveRunConfig, type ConfigLayer, type RunRequest } from '@throughline/domain';
import { invalid, type FieldProblem } from '../problems/problem.js';
import type { RunOverrides } from './run-overrides.dto.js';

/** Only what was said: a field that a body left out must not hide what a lower layer says. */
const stated = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([key, member]: [string, unknown]) => [
        key,
        typeof member === 'object' && !Array.isArray(member) ? stated(Object(member) as object) : member,
      ]),
  );

/** Turns what a request says about a run into the run's whole configuration. */
export class RunRequests {
  constructor(private readonly outputs: readonly OutputConfig[]) {}

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
    const resolved = resolveRunConfig([this.server(), ...this.layersOf(overrides)]);
    if ('problems' in resolved)
      throw invalid(
        resolved.problems.map(({ path, message }) => ({ pointer: `/processing_config/${path.replaceAll('.', '/')}`, message })),
      );
    return { runId: commitIdFor(assetId, `run:${commandId}`), config: resolved.config, configSources: resolved.configSources };
  }

  private server(): ConfigLayer {
    return { source: 'server', config: { outputs: this.outputs } };
  }

  private layersOf({ processing_config, output_config }: RunOverrides): readonly ConfigLayer[] {
    const names = output_config?.outputs;
    return [
      ...(processing_config === undefined ? [] : [{ source: 'request', config: stated(processing_config) }]),
      ...(names === undefined ? [] : [{ source: 'request', config: { outputs: this.named(names) } }]),
    ];
  }

  private named(names: readonly string[]): readonly OutputConfig[] {
    const problems: FieldProblem[] = [];
    const chosen = names.flatMap((name, index) => {
      const output = this.outputs.find((one) => one.name === name);
      if (output === undefined)
        problems.push({
          pointer: `/output_config/outputs/${String(index)}`,
          message: `is not an output of this server; there are: ${this.outputs.map((one) => one.name).join(', ') || 'none'}`,
        });
      return output ?? [];
    });
    if (problems.length > 0) throw invalid(problems);
    return chosen;
  }
}
