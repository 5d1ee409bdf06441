import type { StoredSettings } from '@throughline/contracts';
import { evolveTemplateBound } from '../evolve-settings.js';
import { isPresent, type AssetState } from '../state.js';
import { PREFERENCES, RUN_TEMPLATE, SERVER, TEMPLATE, USER } from './layer-names.js';
import { identifyConfig, identifySettings } from '../texts/sealed-patterns.js';
import { areStored, describeConflict, nameCounterpart, type TemplateNames } from './conflicts.js';
import { omitSettings, resolveRunConfig, type ConfigLayer, type ResolvedConfig } from './layers.js';
import { toLayers, type LibraryConfig, type StoredLayer, type TemplateConfig } from './library.js';
import { continuedOutputs, requestedBefore } from './previous-run.js';

/** The settings of one request, as layers. */
export interface RequestedConfig {
  /** The template for this run only, unless it is also bound. */
  readonly template?: TemplateConfig;
  /** Binds the template with the run, so that requests for another template no longer count. */
  readonly isBound?: boolean;
  readonly layers?: readonly ConfigLayer[];
}

/** A reason in the form of a refusal. */
export interface UnusableConfig {
  readonly code: string;
  readonly detail: string;
  readonly tryInstead: string;
}

/** `unusable`: stored settings do not allow a new run; a paused run still resumes, because it keeps its own configuration. */
export type NextRunConfig = ResolvedConfig & { readonly unusable?: UnusableConfig };

/** Returns the state in which the run starts. */
const bindRequested = (state: AssetState, { template, isBound }: RequestedConfig): AssetState =>
  !isPresent(state) || template === undefined || isBound !== true || state.template?.id === template.id
    ? state
    : evolveTemplateBound(state, { by: state.owner, template: template.id }, state.updatedAt);

interface BoundTemplate {
  readonly template?: TemplateConfig;
  readonly unusable?: UnusableConfig;
}

function findBoundTemplate(state: AssetState, { templates }: LibraryConfig): BoundTemplate {
  const id = isPresent(state) ? state.template?.id : undefined;
  if (id === undefined || templates === undefined) return {};
  const template = templates.get(id);
  if (template?.isDraft === false) return { template };
  const detail =
    template === undefined
      ? `The item is bound to template ${String(id)}, which no longer exists.`
      : `The template ${template.name}, which the item is bound to, is a draft.`;
  const tryInstead = 'Bind another template, or unbind this one.';
  return { unusable: { code: 'template-unusable', detail, tryInstead } };
}

const LAYER_TEXTS: Readonly<Record<string, string>> = {
  [USER]: 'Your settings name',
  [TEMPLATE]: 'The template of this item names',
  [RUN_TEMPLATE]: 'The template of this run names',
  [PREFERENCES]: 'The preferences of this item name',
};

/** Returns the refusal if the layer that decides the outputs names one that no longer exists. */
function findMissingOutput(layers: readonly (ConfigLayer | StoredLayer)[]): UnusableConfig | undefined {
  const decisive = layers.findLast(({ config }) => Object.hasOwn(Object(config) as object, 'outputs'));
  if (decisive === undefined || !('missing' in decisive) || decisive.missing.length === 0) return undefined;
  return {
    code: 'output-missing',
    detail: `${LAYER_TEXTS[decisive.source] ?? decisive.source} outputs that do not exist: ${decisive.missing.join(', ')}.`,
    tryInstead: 'Choose other outputs there, or name outputs in the request.',
  };
}

const identify = (settings: StoredSettings | undefined): StoredSettings | undefined =>
  settings === undefined ? undefined : identifySettings(settings);

interface NextRunLayers {
  readonly layers: readonly ConfigLayer[];
  readonly names: TemplateNames;
  readonly unusable?: UnusableConfig;
}

/** Returns the layers of the next run's configuration in rising priority (CFG-01). */
function buildNextRunLayers(before: AssetState, library: LibraryConfig, request: RequestedConfig): NextRunLayers {
  const state = bindRequested(before, request);
  const bound = findBoundTemplate(state, library);
  const preferences = isPresent(state) ? state.preferences : undefined;
  const lower: readonly ConfigLayer[] = [
    { source: SERVER, config: { ...identifyConfig(library.defaults), outputs: library.outputs } },
    ...toLayers(USER, identify(library.user), library),
  ];
  const higher: readonly ConfigLayer[] = [
    ...toLayers(RUN_TEMPLATE, identify(request.template?.settings), library),
    ...toLayers(PREFERENCES, preferences, library),
    ...(request.layers ?? []),
  ];
  const layers = [
    ...lower,
    ...continuedOutputs(state, library, lower),
    ...toLayers(TEMPLATE, identify(bound.template?.settings), library),
    ...requestedBefore(state, library, higher),
    ...higher,
  ];
  const unusable = bound.unusable ?? findMissingOutput(layers);
  const names = { [TEMPLATE]: bound.template?.name, [RUN_TEMPLATE]: request.template?.name };
  return { layers, names, ...(unusable === undefined ? {} : { unusable }) };
}

/** Resolves the configuration of the next run, for runs, dry runs, bulk runs and allowed actions alike (CFG-09). */
export function resolveNextRunConfig(state: AssetState, library: LibraryConfig, request: RequestedConfig = {}): NextRunConfig {
  const { layers, names, unusable } = buildNextRunLayers(state, library, request);
  const resolved = resolveRunConfig(layers);
  if (!('problems' in resolved)) return { ...resolved, ...(unusable === undefined ? {} : { unusable }) };
  const { problems } = resolved;
  if (!areStored(problems)) return { problems: problems.map((each) => nameCounterpart(each, names)) };
  // Without the settings in conflict there is a configuration, so an item without work and a paused run answer as usual.
  const conflict = { code: 'settings-conflict', ...describeConflict(problems, names) };
  return { ...resolveRunConfig(omitSettings(layers, problems)), unusable: unusable ?? conflict };
}
