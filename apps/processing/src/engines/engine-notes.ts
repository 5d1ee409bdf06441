import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { EngineNote } from '@throughline/contracts';
import { SEARCH_PATH, whisperLanguages, type MediaTools, type SpeechEngine, type WhisperModel } from '@throughline/media';

/** What is looked at to tell of the engines of this machine. */
export interface Looked {
  readonly tools: MediaTools;
  readonly whisper: { readonly path: string; readonly model: WhisperModel | undefined };
}

/** Whether a program would be found, as it is looked for when it is run. */
async function isThere(program: string): Promise<boolean> {
  const paths = isAbsolute(program) ? [program] : SEARCH_PATH.split(delimiter).map((folder) => join(folder, program));
  const found = await Promise.all(
    paths.map((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

const LONGEST_NOTE = 300;

const missing = (note: Pick<EngineNote, 'name' | 'languages'>, why: string): EngineNote => ({
  ...note,
  kind: 'speech',
  available: false,
  note: why.slice(0, LONGEST_NOTE),
});

/** What could work here and does not, and why. */
async function missingOnes({ tools, whisper }: Looked): Promise<readonly EngineNote[]> {
  const ofWhisper = { name: 'whisper-cpp', languages: [...whisperLanguages] };
  const wanted = whisper.model === undefined || (await isThere(whisper.path));
  return [
    ...(whisper.model === undefined
      ? [missing(ofWhisper, 'No model is named: `tl setup whisper` fetches one, TL_WHISPER_MODEL names it.')]
      : []),
    ...(wanted ? [] : [missing(ofWhisper, `Its program is not there: TL_WHISPER_PATH names it (now '${whisper.path}').`)]),
    ...(tools.pocketsphinx === undefined
      ? [missing({ name: 'pocketsphinx', languages: ['en'] }, 'It is not installed, or its model for English is not.')]
      : []),
  ];
}

/** The speech engines as those are told that ask what is there: what is asked of first, and last what cannot be. */
export async function speechNotes(
  engines: readonly SpeechEngine[],
  models: ReadonlyMap<string, string>,
  looked: Looked,
): Promise<readonly EngineNote[]> {
  const without = await missingOnes(looked);
  const there = engines.filter(({ id }) => without.every(({ name }) => name !== id));
  return [...there.map((engine) => noteOf(engine, models.get(engine.id))), ...without];
}

const noteOf = ({ id, languages, batch }: SpeechEngine, model: string | undefined): EngineNote => ({
  name: id,
  kind: 'speech',
  ...(model === undefined ? {} : { model }),
  languages: [...languages],
  ...(batch === undefined ? {} : { note: 'with batch' }),
});
