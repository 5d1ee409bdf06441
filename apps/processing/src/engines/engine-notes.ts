import type { EngineNote } from '@throughline/contracts';
import { gradeEngine, type GradedLanguages } from '@throughline/media/speech-models';
import { whisperLanguages, type MediaTools, type SpeechEngine, type WhisperProgramSearch } from '@throughline/media';

export interface LocalEngines {
  readonly tools: MediaTools;
  /** The search for a program; `undefined` if no model is configured. */
  readonly whisper: WhisperProgramSearch | undefined;
}

const LONGEST_NOTE = 300;

const missing = (note: Pick<EngineNote, 'name' | 'languages'>, why: string): EngineNote => ({
  ...note,
  kind: 'speech',
  available: false,
  note: why.slice(0, LONGEST_NOTE),
});

function describeMissing({ tools, whisper }: LocalEngines): readonly EngineNote[] {
  const problem =
    whisper === undefined
      ? 'Its model is not there: `tl engine fetch` downloads it, and TL_WHISPER_MODEL names another.'
      : whisper.problem;
  return [
    ...(problem === undefined ? [] : [missing({ name: 'whisper-cpp', languages: [...whisperLanguages] }, problem)]),
    ...(tools.pocketsphinx === undefined
      ? [missing({ name: 'pocketsphinx', languages: ['en'] }, 'It is not installed, or its model for English is not.')]
      : []),
  ];
}

/** Describes the speech engines: usable ones in order of preference, then the unusable. */
export function describeSpeechEngines(
  engines: readonly SpeechEngine[],
  models: ReadonlyMap<string, string>,
  looked: LocalEngines,
): readonly EngineNote[] {
  const without = describeMissing(looked);
  const there = engines.filter(({ id }) => without.every(({ name }) => name !== id));
  const binding = looked.whisper?.program?.binding;
  const notes = new Map(binding === undefined ? [] : [['whisper-cpp', `prebuilt: ${binding}`]]);
  return [
    ...there.map((engine) => describeEngine(engine, { model: models.get(engine.id), note: notes.get(engine.id) })),
    ...without,
  ];
}

function describeEngine(
  { id, languages, batch, needsLanguage }: SpeechEngine,
  { model, note = batch && 'with batch' }: { model: string | undefined; note: string | undefined },
): EngineNote {
  const grades = gradeEngine(id, model, languages);
  return {
    name: id,
    kind: 'speech',
    ...(model === undefined ? {} : { model }),
    languages: [...languages],
    ...(needsLanguage === true ? { needs_language: true } : {}),
    ...(grades === undefined ? {} : { grades: copyGrades(grades) }),
    ...(note === undefined ? {} : { note }),
  };
}

const copyGrades = ({ good, draft, poor }: GradedLanguages): NonNullable<EngineNote['grades']> => ({
  good: [...good],
  draft: [...draft],
  poor: [...poor],
});
