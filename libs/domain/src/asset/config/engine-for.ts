import { TRANSCRIBE, type EngineNote, type RunConfig } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';
import { stepOf } from '../steps/steps.js';
import { primaryTag } from './language.js';
import { documentSettingsOf } from './document-settings.js';
import { missingLanguagesOf } from './missing-languages.js';

const NO_ENGINE: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);
const isSkippedForEngine = (step: StepState | undefined): boolean => step?.phase === 'skipped' && NO_ENGINE.has(step.skipReason);

const filterByKind = (engines: readonly EngineNote[], kind: string): readonly EngineNote[] =>
  engines.filter((engine) => engine.kind === kind && engine.available !== false);

const isLanguageSupported = ({ languages }: EngineNote, wanted: readonly string[]): boolean =>
  languages === undefined || wanted.some((language) => languages.includes(language));

/**
 * Returns true if an engine accepts the language. It chooses like the worker: an engine for `en` takes `en-GB`, and the first
 * engine that does not need the language takes `auto`.
 */
function canTranscribe(engines: readonly EngineNote[], language: string): boolean {
  const speech = filterByKind(engines, 'speech');
  if (language === 'auto') {
    const first = speech.find((engine) => engine.needs_language !== true);
    return first !== undefined && first.languages?.length !== 0;
  }
  return speech.some((engine) => isLanguageSupported(engine, [primaryTag(language)]));
}

type Check = (asset: Asset, engines: readonly EngineNote[], config: RunConfig) => boolean;

const checks: Readonly<Record<string, Check>> = {
  [TRANSCRIBE]: ({ language }, engines) => canTranscribe(engines, language),
  check_text: (_asset, engines) => filterByKind(engines, 'office').length > 0,
  // Without a PDF, no engine can recognise text: `check_text` must be done first.
  extract_text: (asset, engines, config) =>
    !isSkippedForEngine(stepOf(asset, 'check_text')) &&
    filterByKind(engines, 'ocr').some((engine) => isLanguageSupported(engine, documentSettingsOf(config).languages)),
};

/** Returns true if the scan lacked a wanted language that a worker has now. */
function canReadMore(
  asset: Asset,
  name: string,
  { engines, config }: { engines: readonly EngineNote[]; config: RunConfig },
): boolean {
  const step = stepOf(asset, name);
  if (step?.phase !== 'completed') return false;
  const wanted = documentSettingsOf(config).languages;
  const missing = missingLanguagesOf(asset, step).filter((language) => wanted.includes(language));
  return missing.length > 0 && filterByKind(engines, 'ocr').some((engine) => isLanguageSupported(engine, missing));
}

/**
 * Describes what the engines can do, if the item lacks one: a run may then become possible without a commit. Undefined if the
 * engines do not matter.
 */
export function describeEnginesFor(asset: Asset, engines: (() => readonly EngineNote[]) | undefined): string | undefined {
  const lacksOne = Object.keys(checks).some(
    (name) => isSkippedForEngine(stepOf(asset, name)) || missingLanguagesOf(asset, stepOf(asset, name)).length > 0,
  );
  if (!lacksOne) return undefined;
  return JSON.stringify(
    engines?.().map(({ kind, languages, available, needs_language: needs }) => [kind, languages, available, needs]) ?? [],
  );
}

/**
 * Returns true if a step that was skipped for lack of an engine has one now, according to the workers' announcements, or if a
 * scan was read without a language that is there now.
 */
export const hasEngineNow = (
  asset: Asset,
  name: string,
  { engines = [], config }: { readonly engines?: readonly EngineNote[]; readonly config: RunConfig },
): boolean =>
  (isSkippedForEngine(stepOf(asset, name)) && checks[name]?.(asset, engines, config) === true) ||
  canReadMore(asset, name, { engines, config });
