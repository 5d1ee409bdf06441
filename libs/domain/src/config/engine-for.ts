import type { EngineNote, RunConfig } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { stepOf, TRANSCRIBE } from '../steps/steps.js';
import { documentSettingsOf } from './document-settings.js';

/** Steps that are left out where no engine can do them. */
const NO_ENGINE: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);
const lacksEngine = (step: StepState | undefined): boolean => step?.phase === 'skipped' && NO_ENGINE.has(step.skipReason ?? '');

const ofKind = (engines: readonly EngineNote[], kind: string): readonly EngineNote[] =>
  engines.filter((engine) => engine.kind === kind && engine.available !== false);

const knows = ({ languages }: EngineNote, wanted: readonly string[]): boolean =>
  languages === undefined || wanted.some((language) => languages.includes(language));

/** The same choice as the worker makes: of `en-GB` an engine has to know `en`, and for `auto` the first engine is used. */
function hears(engines: readonly EngineNote[], language: string): boolean {
  const speech = ofKind(engines, 'speech');
  if (language === 'auto') return speech[0] !== undefined && speech[0].languages?.length !== 0;
  return speech.some((engine) => knows(engine, [language.split('-')[0]?.toLowerCase() ?? language]));
}

type Check = (asset: Asset, engines: readonly EngineNote[], config: RunConfig) => boolean;

const checks: Readonly<Record<string, Check>> = {
  [TRANSCRIBE]: ({ language }, engines) => hears(engines, language),
  check_text: (_asset, engines) => ofKind(engines, 'office').length > 0,
  // Without a PDF there is nothing to recognise, whatever engine is there: then `check_text` has to be done first.
  extract_text: (asset, engines, config) =>
    !lacksEngine(stepOf(asset, 'check_text')) &&
    ofKind(engines, 'ocr').some((engine) => knows(engine, documentSettingsOf(config).languages)),
};

/** Whether a step that was skipped for want of an engine has one now, as far as its workers have said. */
export const hasEngineNow = (
  asset: Asset,
  name: string,
  { engines = [], config }: { readonly engines?: readonly EngineNote[]; readonly config: RunConfig },
): boolean => lacksEngine(stepOf(asset, name)) && checks[name]?.(asset, engines, config) === true;
