import { commitIdFor, type OutputConfig } from '@throughline/contracts';
import { REQUEST, initialPersonal, initialState, resolveNextRunConfig } from '@throughline/domain';
import type { AssetState, ConfigLayer, PersonalData, RunRequest, ServerConfig } from '@throughline/domain';
import { invalid, type FieldProblem } from '../../http/problems/problem.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { RunDefaults } from './run-defaults.js';
import { findSimulationProblems } from '../../simulation/index.js';
import type { ProcessingConfig, RunOverrides } from './run-overrides.dto.js';

export interface RunSettings extends ServerConfig {
  readonly defaults: RunDefaults;
  /** Loads the terms of a library. */
  readonly terms: (libraryId: string) => Promise<readonly string[]>;
}

export interface RunInput {
  readonly assetId: string;
  readonly commandId: string;
  readonly overrides: RunOverrides;
  /** The present terms of the library. */
  readonly terms: readonly string[];
}

/** The item that a run is requested for. */
export interface RunBasis {
  readonly state: AssetState;
  readonly personal: PersonalData;
}
const NEW: RunBasis = { state: initialState, personal: initialPersonal };

const SIMULATION = '/processing_config/simulation';

/** Drops missing and null fields, which must not hide the values of a lower layer. */
export const omitMissing = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => hasValue(member))
      .map(([key, member]: [string, unknown]) => [
        key,
        typeof member === 'object' && !Array.isArray(member) ? omitMissing(Object(member) as object) : member,
      ]),
  );

/** Removes the terms, which are sealed; the configuration has only their id. */
const withoutTerms = ({ transcription, ...config }: ProcessingConfig): object => {
  const { vocabulary: _terms, ...rest } = transcription ?? {};
  return { ...config, transcription: rest };
};

/** Returns the run's own terms: those of the request, else those of the last request. */
function chooseTerms(
  { processing_config }: RunOverrides,
  { vocabulary }: PersonalData,
): { readonly terms: readonly string[]; readonly isChanged: boolean } {
  const before = vocabulary?.own ?? [];
  const terms = processing_config?.transcription?.vocabulary ?? before;
  return { terms, isChanged: terms.length !== before.length || terms.some((term, index) => term !== before[index]) };
}

/** A resolver of a request's overrides into the run's whole configuration. */
export class RunRequests {
  constructor(private readonly settings: RunSettings) {}

  /** Returns the operator's settings. Throws if the configured outputs are invalid. */
  server(): ServerConfig {
    const resolved = resolveNextRunConfig(initialState, this.settings);
    if ('problems' in resolved)
      throw new Error(
        `The configured outputs cannot be used: ${resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
      );
    return this.settings;
  }

  check(overrides: RunOverrides): void {
    this.request({ assetId: 'any', commandId: 'any', overrides, terms: [] });
  }

  /**
   * Builds the run of a request. Its id follows from the command, so that a repeated request means the same run.
   * Missing settings come from the recording's last request.
   */
  request({ assetId, commandId, overrides, terms }: RunInput, { state, personal }: RunBasis = NEW): RunRequest {
    this.checkScripts(overrides.processing_config?.simulation);
    const runId = commitIdFor(assetId, `run:${commandId}`);
    const own = chooseTerms(overrides, personal);
    const layers = this.layersOf(overrides, own.isChanged ? runId : undefined);
    const resolved = resolveNextRunConfig(state, this.settings, { layers });
    if ('problems' in resolved)
      throw invalid(
        resolved.problems.map(({ path, message }) => ({ pointer: `/processing_config/${path.replaceAll('.', '/')}`, message })),
      );
    return {
      runId,
      config: resolved.config,
      configSources: resolved.configSources,
      engines: this.settings.engines?.() ?? [],
      vocabulary: { own: [...own.terms], library: [...terms] },
      ...(hasValue(overrides.repeat) ? { repeat: overrides.repeat } : {}),
    };
  }

  terms(libraryId: string): Promise<readonly string[]> {
    return this.settings.terms(libraryId);
  }

  private checkScripts(scripts: unknown): void {
    if (scripts === undefined || scripts === null) return;
    const { outputs, simulation } = this.settings;
    const off =
      'is not available, because simulation is off; the operator turns it on with TL_SIMULATION=on (docs/simulation.md)';
    const problems = simulation
      ? findSimulationProblems(scripts, { outputs, at: SIMULATION })
      : [{ pointer: SIMULATION, message: off }];
    if (problems.length > 0) throw invalid(problems);
  }

  private layersOf({ processing_config, output_config }: RunOverrides, vocabulary: string | undefined): readonly ConfigLayer[] {
    const names = output_config?.outputs;
    return [
      ...(hasValue(processing_config) ? [{ source: REQUEST, config: omitMissing(withoutTerms(processing_config)) }] : []),
      ...(vocabulary === undefined ? [] : [{ source: REQUEST, config: { transcription: { vocabulary } } }]),
      ...(!hasValue(names) ? [] : [{ source: REQUEST, config: { outputs: this.named(names, '/output_config/outputs') } }]),
    ];
  }

  /** Returns these outputs of this server. Throws, with the position in the request, if it has no such output. */
  named(names: readonly string[], at: string): readonly OutputConfig[] {
    const problems: FieldProblem[] = [];
    const chosen = names.flatMap((name, index) => {
      const output = this.settings.outputs.find((one) => one.name === name);
      if (output === undefined)
        problems.push({
          pointer: `${at}/${String(index)}`,
          message: `is not an output of this server; available: ${this.settings.outputs.map((one) => one.name).join(', ') || 'none'}`,
        });
      return output ?? [];
    });
    if (problems.length > 0) throw invalid(problems);
    return chosen;
  }
}
