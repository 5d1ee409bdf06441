import type { DocumentRule, MetadataPatterns, MetadataSettings, OutputConfig } from '@throughline/contracts';
import { REQUEST } from '../asset/config/layer-names.js';
import type { ConfigLayer, LayerProblem } from '../asset/config/layers.js';
import { toMetadataLayer, type LibraryConfig, type TemplateConfig } from '../asset/config/library.js';
import { resolveNextRunConfig } from '../asset/config/next-run.js';
import { hasNewBinding } from '../asset/config/previous-run.js';
import { initialPersonal, type PersonalData } from '../asset/personal.js';
import { initialState, isPresent, type AssetState } from '../asset/state.js';
import { findOutputPatterns, findPatterns, identifyPatterns } from '../asset/texts/sealed-patterns.js';
import type { RunRequest } from './command-context.js';

/** A request for a run, as data. Its template and its outputs exist. */
export interface RequestedRun extends Pick<RunRequest, 'runId' | 'repeat'> {
  /** The user or service that sends the request. */
  readonly by: string;
  /** Settings as a run's configuration has them, without outputs, patterns and terms. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Patterns as texts. */
  readonly metadata?: MetadataSettings;
  readonly outputs?: readonly OutputConfig[];
  readonly autoUpload?: boolean;
  /** The run's own terms. Absent: those of the last request for the same template. */
  readonly terms?: readonly string[];
  readonly template?: TemplateConfig;
  readonly isBound?: boolean;
}

/** The present settings of a library that a run takes over. */
export interface RunLibrary {
  readonly terms: readonly string[];
  readonly config: LibraryConfig;
  /** The rules for documents that are on. */
  readonly rules?: readonly DocumentRule[];
  /** The library has a quota, so that steps ask before they use it. */
  readonly isMetered?: boolean;
}

/** The item that a run is requested for. */
export interface RunBasis {
  readonly state: AssetState;
  readonly personal: PersonalData;
}
const NEW: RunBasis = { state: initialState, personal: initialPersonal };

/** Returns true if the request binds another template, so that earlier requests no longer count. */
const isNewlyBound = (state: AssetState, { template, isBound }: RequestedRun): boolean =>
  isBound === true && isPresent(state) && state.template?.id !== template?.id;

/** Returns the run's own terms, and whether they differ from those before. */
function chooseTerms(
  requested: RequestedRun,
  { state, personal: { vocabulary } }: RunBasis,
): { readonly own: readonly string[]; readonly isChanged: boolean } {
  const before = hasNewBinding(state) || isNewlyBound(state, requested) ? [] : (vocabulary?.own ?? []);
  const own = requested.terms ?? before;
  return { own, isChanged: own.length !== before.length || own.some((term, index) => term !== before[index]) };
}

/** Returns the request as layers. Terms and patterns are sealed, so the configuration has only their ids. */
function buildRequestLayers(requested: RequestedRun, areTermsChanged: boolean): readonly ConfigLayer[] {
  const { runId, settings, metadata, autoUpload, outputs } = requested;
  const configs = [
    settings,
    metadata === undefined ? undefined : toMetadataLayer({ ...metadata, ...identifyPatterns(metadata) }, {}),
    areTermsChanged ? { transcription: { vocabulary: runId } } : undefined,
    autoUpload === undefined ? undefined : { auto_upload: autoUpload },
    outputs === undefined ? undefined : { outputs },
  ];
  return configs.flatMap((config) => (config === undefined ? [] : [{ source: REQUEST, config }]));
}

/** Lists the patterns of all layers, whose texts the resolved configuration may name by their ids. */
function listPatterns(
  { metadata, template }: RequestedRun,
  { templates, user, defaults }: LibraryConfig,
  { state, personal: { patterns, preferredPatterns } }: RunBasis,
): readonly (MetadataPatterns | undefined)[] {
  const bound = isPresent(state) && state.template !== undefined ? templates?.get(state.template.id) : undefined;
  const stored = [template?.settings, bound?.settings, user].map((settings) => settings?.metadata_config);
  const { metadata: ofServer }: { metadata?: MetadataPatterns } = defaults;
  return [metadata, ...stored, preferredPatterns, patterns, ofServer];
}

const bindingOf = ({ template, isBound, by }: RequestedRun): Pick<RunRequest, 'bind'> =>
  template === undefined || isBound !== true ? {} : { bind: { template: template.id, by } };

const describeLibrary = ({
  rules = [],
  isMetered,
}: Pick<RunLibrary, 'rules' | 'isMetered'>): Pick<RunRequest, 'rules' | 'metered'> => ({
  ...(rules.length === 0 ? {} : { rules }),
  ...(isMetered === true ? { metered: true } : {}),
});

/**
 * Resolves what a request asks into the run's whole configuration, with the settings of the library and the item. Missing settings
 * come from the item's last request. Runs, dry runs, bulk runs and registrations have theirs from here (CFG-09).
 */
export function resolveRunRequest(
  requested: RequestedRun,
  { terms: library, config, ...beside }: RunLibrary,
  basis: RunBasis = NEW,
): RunRequest | { readonly problems: readonly LayerProblem[] } {
  const { own, isChanged } = chooseTerms(requested, basis);
  const layers = buildRequestLayers(requested, isChanged);
  const resolved = resolveNextRunConfig(basis.state, config, { ...requested, layers });
  if ('problems' in resolved) return resolved;
  const { metadata = {}, outputs } = resolved.config;
  const patterns = findPatterns(metadata, listPatterns(requested, config, basis));
  const outputPatterns = findOutputPatterns(outputs, [config.outputPatterns, basis.personal.outputPatterns]);
  return {
    runId: requested.runId,
    ...resolved,
    engines: config.engines?.() ?? [],
    vocabulary: { own: [...own], library: [...library] },
    ...bindingOf(requested),
    ...(Object.keys(outputPatterns).length === 0 ? {} : { outputPatterns }),
    ...(Object.keys(patterns).length === 0 ? {} : { patterns }),
    ...(requested.repeat === undefined ? {} : { repeat: requested.repeat }),
    ...describeLibrary(beside),
  };
}
