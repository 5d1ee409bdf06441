import { commitIdFor, type OutputConfig } from '@throughline/contracts';
import { initialState, listOutputs, resolveNextRunConfig, resolveRunRequest, valueAt } from '@throughline/domain';
import type {
  CommandOf,
  LibraryConfig,
  RequestedRun,
  RunBasis,
  RunLibrary,
  RunRequest,
  ServerConfig,
  TemplateConfig,
  UnusableConfig,
} from '@throughline/domain';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { requireOutputs } from '../../outputs/index.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { CommandContext } from '../commands/owned-items.js';
import { chooseTemplate } from './chosen-template.js';
import type { LibraryConfigs } from './library-configs.js';
import type { RunDefaults } from './run-defaults.js';
import { findSimulationProblems } from '../../workers/simulation/index.js';
import type { ProcessingConfig, RunOverrides } from './run-overrides.dto.js';
import type { RunRules } from './run-rules.js';

/** The operator's settings for runs. */
export interface RunServer extends ServerConfig {
  readonly defaults: RunDefaults;
}

export interface RunSettings extends RunServer {
  readonly terms: (libraryId: string) => Promise<readonly string[]>;
  /** Absent: runs use no stored settings. */
  readonly libraries?: Pick<LibraryConfigs, 'of' | 'refresh'>;
  /** Absent: no run waits for a quota. */
  readonly quotas?: Pick<Quotas, 'isMetered'>;
  /** Absent: runs apply no rules to documents. */
  readonly rules?: RunRules;
}

export interface RunInput {
  readonly assetId: string;
  readonly commandId: string;
  /** The user or service that sends the request. */
  readonly by: string;
  readonly overrides: RunOverrides;
  readonly library: RunLibrary;
}

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

/** Separates the terms, which are sealed: the configuration has only their id. */
function readProcessing({ transcription, ...config }: ProcessingConfig): Pick<RequestedRun, 'settings' | 'terms'> {
  const { vocabulary: terms, ...rest } = transcription ?? {};
  return { settings: omitMissing({ ...config, transcription: rest }), ...(hasValue(terms) ? { terms } : {}) };
}

/** Returns the place of a setting in the request. */
function pointerOf(path: string, { processing_config, metadata_config }: RunOverrides): string {
  const [section = ''] = path.split('.');
  const has = (group: object | null | undefined, at: string): boolean => hasValue(group) && hasValue(valueAt(group, at));
  const isInMetadata = has(metadata_config, path) || (has(metadata_config, section) && !has(processing_config, path));
  return `/${isInMetadata ? 'metadata_config' : 'processing_config'}/${path.replaceAll('.', '/')}`;
}

/** A resolver of a request's overrides into the run's whole configuration. */
export class RunRequests {
  constructor(private readonly settings: RunSettings) {}

  /** Throws if the operator's settings are invalid. */
  checkServer(): void {
    const resolved = resolveNextRunConfig(initialState, this.settings);
    if ('problems' in resolved)
      throw new Error(
        `The configured outputs cannot be used: ${resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
      );
  }

  /** Throws if no run could use these settings. Returns the run of a new item with them. */
  check(overrides: RunOverrides, config: LibraryConfig = this.settings): RunRequest {
    return this.request({ assetId: 'any', commandId: 'any', by: 'any', overrides, library: { terms: [], config } });
  }

  /** Returns the reason why no new item could run with this template and the present settings of the library, if any. */
  findTemplateProblem(template: TemplateConfig, config: LibraryConfig): UnusableConfig | undefined {
    return template.isDraft ? undefined : resolveNextRunConfig(initialState, config, { template }).unusable;
  }

  /**
   * Builds the run of a request. Its id follows from the command, so that a repeated request means the same run.
   * Missing settings come from the recording's last request.
   */
  request({ assetId, commandId, by, overrides, library }: RunInput, basis?: RunBasis): RunRequest {
    const runId = commitIdFor(assetId, `run:${commandId}`);
    const resolved = resolveRunRequest({ runId, by, ...this.#read(overrides, library.config) }, library, basis);
    if (!('problems' in resolved)) return resolved;
    throw invalid(resolved.problems.map(({ path, message }) => ({ pointer: pointerOf(path, overrides), message })));
  }

  /** Returns the command of `/run`, the one way to start work (RUN-01). Dry runs and bulk runs send the same one (CFG-09). */
  command(
    run: Omit<RunInput, 'by'>,
    { context, ...basis }: RunBasis & { readonly context: CommandContext },
  ): CommandOf<'StartRun'> {
    return { type: 'StartRun', ...context, ...this.request({ ...run, by: context.by }, basis) };
  }

  /** Returns the outputs that a request adds to a run, and their patterns. */
  outputs(names: readonly string[], { config }: RunLibrary): Pick<CommandOf<'AddOutputs'>, 'outputs' | 'outputPatterns'> {
    const { outputPatterns } = config;
    return { outputs: this.#named(names, config, '/outputs'), ...(outputPatterns === undefined ? {} : { outputPatterns }) };
  }

  /** Loads the settings of a library that its runs take over. */
  async library(libraryId: string): Promise<RunLibrary> {
    const { terms, libraries, quotas, rules: saved } = this.settings;
    const [own, config, isMetered, rules] = await Promise.all([
      terms(libraryId),
      libraries?.of(libraryId) ?? this.settings,
      quotas?.isMetered(libraryId) ?? false,
      saved?.rulesOf(libraryId) ?? [],
    ]);
    return { terms: own, config, isMetered, rules };
  }

  /** Loads the settings of a library for an answer. */
  async shownLibrary(libraryId: string): Promise<LibraryConfig> {
    return (await this.settings.libraries?.refresh(libraryId)) ?? this.settings;
  }

  private checkScripts(scripts: unknown, library: LibraryConfig): void {
    if (scripts === undefined || scripts === null) return;
    const off =
      'is not available, because simulation is off; the operator turns it on with TL_SIMULATION=on (docs/simulation.md)';
    const problems = library.simulation
      ? findSimulationProblems(scripts, { outputs: listOutputs(library), at: SIMULATION })
      : [{ pointer: SIMULATION, message: off }];
    if (problems.length > 0) throw invalid(problems);
  }

  /** Throws if the request names a script, a template or an output that runs of the library cannot use. */
  #read(overrides: RunOverrides, library: LibraryConfig): Omit<RequestedRun, 'runId' | 'by'> {
    const { processing_config, metadata_config, output_config, repeat } = overrides;
    this.checkScripts(processing_config?.simulation, library);
    const { outputs: names, auto_upload: autoUpload } = output_config ?? {};
    return {
      ...chooseTemplate(overrides, library),
      ...(hasValue(processing_config) ? readProcessing(processing_config) : {}),
      ...(hasValue(metadata_config) ? { metadata: omitMissing(metadata_config) } : {}),
      ...(hasValue(autoUpload) ? { autoUpload } : {}),
      ...(hasValue(names) ? { outputs: this.#named(names, library, '/output_config/outputs') } : {}),
      ...(hasValue(repeat) ? { repeat } : {}),
    };
  }

  /** Returns outputs of this server and own ones. Throws, with the position in the request, if there is no such output. */
  #named(names: readonly string[], library: LibraryConfig, at: string): readonly OutputConfig[] {
    return requireOutputs(names, listOutputs(library), at);
  }
}
