import type { DryRun } from '@throughline/api-client';
import type { ActionInput } from '../../actions/action-definition.js';
import { readTerms } from '../../controls/read-terms.js';
import { text } from '../../texts/text.js';

/** The input of the dialog of a run. */
export interface RunDraft {
  /** The number of a template for this run; empty: only the bound one, if any. */
  readonly template: string;
  readonly isBound: boolean;
  /** False leaves the terms as earlier requests named them. */
  readonly hasTerms: boolean;
  /** One term in each line. */
  readonly terms: string;
  /** The languages of a scan, as typed; empty leaves them as they were. */
  readonly languages: string;
  /** Undefined leaves it to the layers below. */
  readonly isAutomatic: boolean | undefined;
}

export const EMPTY_RUN: RunDraft = {
  template: '',
  isBound: false,
  hasTerms: false,
  terms: '',
  languages: '',
  isAutomatic: undefined,
};

export const readLanguages = (typed: string): readonly string[] => [...new Set(typed.split(/[\s,;+]+/).filter(Boolean))];

/** The API refuses other codes too, but only after a request. */
const LANGUAGE = /^[a-z]{3}(_[a-z]{1,10}){0,2}$/;

/** Returns the typed languages that are no codes for text recognition. */
export const findWrongLanguages = (typed: string): readonly string[] =>
  readLanguages(typed).filter((code) => !LANGUAGE.test(code));

/** Adds a language to the typed ones, or removes it. */
export function toggleLanguage(typed: string, code: string): string {
  const codes = readLanguages(typed);
  return (codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]).join(' ');
}

function readProcessing({ hasTerms, terms, languages }: Pick<RunDraft, 'hasTerms' | 'terms' | 'languages'>): object {
  const codes = readLanguages(languages);
  const config = {
    ...(hasTerms ? { transcription: { vocabulary: readTerms(terms) } } : {}),
    ...(codes.length === 0 ? {} : { document: { languages: codes } }),
  };
  return Object.keys(config).length === 0 ? {} : { processing_config: config };
}

/** Returns the body of the request, or undefined if it would be empty. */
export function buildRunInput({ template, isBound, hasTerms, terms, languages, isAutomatic }: RunDraft): ActionInput | undefined {
  const input = {
    ...(template === '' ? {} : { template_id: Number(template), ...(isBound ? { bind_template: true } : {}) }),
    ...readProcessing({ hasTerms, terms, languages }),
    ...(isAutomatic === undefined ? {} : { output_config: { auto_upload: isAutomatic } }),
  };
  return Object.keys(input).length === 0 ? undefined : input;
}

const { runs: words, templates } = text;

/** The names of settings by their path. A setting without one is shown by its path. */
const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(templates.processing).flatMap(([section, fields]) =>
      Object.entries(fields).map(([name, { label }]) => [`${section}.${name}`, label] as const),
    ),
  ),
  'transcription.vocabulary': words.vocabulary,
  'document.languages': words.languages,
  outputs: templates.outputs,
  auto_upload: templates.autoUpload,
};

/** The own patterns of outputs, such as `outputs.talks.title_pattern`. */
const OWN_PATTERN = /^outputs\.([^.]+)\.(title|description)_pattern$/;

function nameSetting(path: string): string {
  const [, output, kind] = OWN_PATTERN.exec(path) ?? [];
  return output === undefined ? (NAMES[path] ?? path) : words.ownPattern(output, kind === 'title');
}

export interface LayerSettings {
  readonly layer: string;
  readonly settings: readonly string[];
}

function nameLayer(layer: string, { bound, run }: DryRun['templates']): string {
  const names: Readonly<Record<string, string | null | undefined>> = { template: bound?.name, 'run template': run?.name };
  const name = names[layer];
  return typeof name === 'string' ? words.ofTemplate(name) : (words.layers[layer] ?? layer);
}

/** Returns the settings that a layer above the product decides, lowest layer first. */
export function listLayers({
  config_sources: sources,
  templates: used = { bound: null, run: null },
}: Pick<DryRun, 'config_sources'> & Partial<Pick<DryRun, 'templates'>>): LayerSettings[] {
  const layers = [...new Set([...Object.keys(words.layers), ...Object.values(sources)])];
  return layers.flatMap((layer) => {
    const settings = Object.entries(sources).flatMap(([path, source]) => (source === layer ? [nameSetting(path)] : []));
    return layer === 'default' || settings.length === 0 ? [] : [{ layer: nameLayer(layer, used), settings }];
  });
}
