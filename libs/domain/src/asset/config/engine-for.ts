import { TRANSCRIBE, type EngineNote, type RunConfig } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';
import { stepOf } from '../steps/steps.js';
import { primaryTag } from './language.js';
import { documentSettingsOf } from './document-settings.js';

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

/** Returns true if a step that was skipped for lack of an engine has one now, according to the workers' announcements. */
export const hasEngineNow = (
  asset: Asset,
  name: string,
  { engines = [], config }: { readonly engines?: readonly EngineNote[]; readonly config: RunConfig },
): boolean => isSkippedForEngine(stepOf(asset, name)) && checks[name]?.(asset, engines, config) === true;
