import { commitIdFor, type MetadataPatterns, type MetadataSettings, type OutputConfig } from '@throughline/contracts';
import {
  REQUEST,
  findOutputPatterns,
  findPatterns,
  hasNewBinding,
  identifyPatterns,
  initialPersonal,
  initialState,
  isPresent,
  listOutputs,
  resolveNextRunConfig,
  toMetadataLayer,
  valueAt,
} from '@throughline/domain';
import type {
  AssetState,
  CommandOf,
  ConfigLayer,
  LibraryConfig,
  PersonalData,
  RequestedConfig,
  RunRequest,
  ServerConfig,
  TemplateConfig,
  UnusableConfig,
} from '@throughline/domain';
import { invalid } from '../../http/problems/problem.js';
import { hasValue } from '../../http/requests/has-value.js';
import { requireOutputs } from '../../outputs/index.js';
import type { Quotas } from '../../quotas/index.js';
import type { CommandContext } from '../commands/owned-items.js';
import { chooseTemplate } from './chosen-template.js';
import type { LibraryConfigs } from './library-configs.js';
import type { RunDefaults } from './run-defaults.js';
import { findSimulationProblems } from '../../simulation/index.js';
import type { MetadataConfig, ProcessingConfig, RunOverrides } from './run-overrides.dto.js';

/** The operator's settings for runs. */
export interface RunServer extends ServerConfig {
  readonly defaults: RunDefaults;
}

export interface RunSettings extends RunServer {
  /** Loads the terms of a library. */
  readonly terms: (libraryId: string) => Promise<readonly string[]>;
  /** Absent: runs use no stored settings. */
  readonly libraries?: Pick<LibraryConfigs, 'of' | 'refresh'>;
  /** Absent: no run waits for a quota. */
  readonly quotas?: Pick<Quotas, 'isMetered'>;
}

/** The present settings of a library that a run takes over. */
export interface RunLibrary {
  readonly terms: readonly string[];
  readonly config: LibraryConfig;
  /** The library has a quota, so that steps ask before they use it. */
  readonly isMetered?: boolean;
}

export interface RunInput {
  readonly assetId: string;
  readonly commandId: string;
  /** The user or service that sends the request. */
  readonly by: string;
  readonly overrides: RunOverrides;
  readonly library: RunLibrary;
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

/** Returns the settings as a layer, with the ids of their patterns: the texts are sealed. */
const identifyMetadata = (metadata: MetadataConfig): object => {
  const settings: MetadataSettings = omitMissing(metadata);
  return toMetadataLayer({ ...settings, ...identifyPatterns(settings) }, {});
};

/** Returns the place of a setting in the request. */
function pointerOf(path: string, { processing_config, metadata_config }: RunOverrides): string {
  const [section = ''] = path.split('.');
  const has = (group: object | null | undefined, at: string): boolean => hasValue(group) && hasValue(valueAt(group, at));
  const isInMetadata = has(metadata_config, path) || (has(metadata_config, section) && !has(processing_config, path));
  return `/${isInMetadata ? 'metadata_config' : 'processing_config'}/${path.replaceAll('.', '/')}`;
}

interface PatternLayers {
  readonly overrides: RunOverrides;
  readonly library: RunLibrary;
  readonly chosen: RequestedConfig;
}

/** Lists the patterns of all layers, whose texts the resolved configuration may name by their ids. */
function listPatterns(
  { overrides, library: { config }, chosen }: PatternLayers,
  { state, personal }: RunBasis,
): readonly (MetadataPatterns | undefined)[] {
  const bound = isPresent(state) && state.template !== undefined ? config.templates?.get(state.template.id) : undefined;
  const stored = [chosen.template?.settings, bound?.settings, config.user].map((settings) => settings?.metadata_config);
  const { patterns, preferredPatterns } = personal;
  const requested: MetadataPatterns = omitMissing(overrides.metadata_config ?? {});
  const { metadata: ofServer }: { metadata?: MetadataPatterns } = config.defaults;
  return [requested, ...stored, preferredPatterns, patterns, ofServer];
}

/** Returns true if the request binds another template, so that earlier requests no longer count. */
const isNewlyBound = (state: AssetState, { template, isBound }: RequestedConfig): boolean =>
  isBound === true && isPresent(state) && state.template?.id !== template?.id;

const bindingOf = ({ template, isBound }: RequestedConfig, by: string): Pick<RunRequest, 'bind'> =>
  template === undefined || isBound !== true ? {} : { bind: { template: template.id, by } };

/** Returns the run's own terms: those of the request, else those of the last request for the same template. */
function chooseTerms(
  { processing_config }: RunOverrides,
  { state, personal: { vocabulary } }: RunBasis,
  chosen: RequestedConfig,
): { readonly terms: readonly string[]; readonly isChanged: boolean } {
  const before = hasNewBinding(state) || isNewlyBound(state, chosen) ? [] : (vocabulary?.own ?? []);
  const terms = processing_config?.transcription?.vocabulary ?? before;
  return { terms, isChanged: terms.length !== before.length || terms.some((term, index) => term !== before[index]) };
}

const optionsOf = (
  patterns: NonNullable<RunRequest['patterns']>,
  { repeat }: RunOverrides,
  { isMetered }: RunLibrary,
): Pick<RunRequest, 'patterns' | 'repeat' | 'metered'> => ({
  ...(Object.keys(patterns).length === 0 ? {} : { patterns }),
  ...(hasValue(repeat) ? { repeat } : {}),
  ...(isMetered === true ? { metered: true } : {}),
});

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
  request({ assetId, commandId, by, overrides, library }: RunInput, basis: RunBasis = NEW): RunRequest {
    this.checkScripts(overrides.processing_config?.simulation, library.config);
    const runId = commitIdFor(assetId, `run:${commandId}`);
    const chosen = chooseTemplate(overrides, library.config);
    const own = chooseTerms(overrides, basis, chosen);
    const layers = this.layersOf(overrides, library.config, own.isChanged ? runId : undefined);
    const resolved = resolveNextRunConfig(basis.state, library.config, { ...chosen, layers });
    if ('problems' in resolved)
      throw invalid(resolved.problems.map(({ path, message }) => ({ pointer: pointerOf(path, overrides), message })));
    const { metadata = {}, outputs } = resolved.config;
    const patterns = findPatterns(metadata, listPatterns({ overrides, library, chosen }, basis));
    const outputPatterns = findOutputPatterns(outputs, [library.config.outputPatterns, basis.personal.outputPatterns]);
    return {
      runId,
      ...resolved,
      engines: this.settings.engines?.() ?? [],
      vocabulary: { own: [...own.terms], library: [...library.terms] },
      ...bindingOf(chosen, by),
      ...(Object.keys(outputPatterns).length === 0 ? {} : { outputPatterns }),
      ...optionsOf(patterns, overrides, library),
    };
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
    const { terms, libraries, quotas } = this.settings;
    const [own, config, isMetered] = await Promise.all([
      terms(libraryId),
      libraries?.of(libraryId) ?? this.settings,
      quotas?.isMetered(libraryId) ?? false,
    ]);
    return { terms: own, config, isMetered };
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

  private layersOf(
    { processing_config, metadata_config, output_config }: RunOverrides,
    library: LibraryConfig,
    vocabulary: string | undefined,
  ): readonly ConfigLayer[] {
    const { outputs: names, auto_upload } = output_config ?? {};
    const at = '/output_config/outputs';
    return [
      ...(hasValue(processing_config) ? [{ source: REQUEST, config: omitMissing(withoutTerms(processing_config)) }] : []),
      ...(hasValue(metadata_config) ? [{ source: REQUEST, config: identifyMetadata(metadata_config) }] : []),
      ...(vocabulary === undefined ? [] : [{ source: REQUEST, config: { transcription: { vocabulary } } }]),
      ...(!hasValue(auto_upload) ? [] : [{ source: REQUEST, config: { auto_upload } }]),
      ...(!hasValue(names) ? [] : [{ source: REQUEST, config: { outputs: this.#named(names, library, at) } }]),
    ];
  }

  /** Returns outputs of this server and own ones. Throws, with the position in the request, if there is no such output. */
  #named(names: readonly string[], library: LibraryConfig, at: string): readonly OutputConfig[] {
    return requireOutputs(names, listOutputs(library), at);
  }
}
