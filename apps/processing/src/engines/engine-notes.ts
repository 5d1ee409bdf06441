import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { EngineNote } from '@throughline/contracts';
import { SEARCH_PATH, whisperLanguages, type MediaTools, type SpeechEngine, type WhisperModel } from '@throughline/media';

export interface LocalEngines {
  readonly tools: MediaTools;
  readonly whisper: { readonly path: string; readonly model: WhisperModel | undefined };
}

/** Searches the PATH that the engine is started with. */
async function isInstalled(program: string): Promise<boolean> {
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

async function describeMissing({ tools, whisper }: LocalEngines): Promise<readonly EngineNote[]> {
  const ofWhisper = { name: 'whisper-cpp', languages: [...whisperLanguages] };
  const wanted = whisper.model === undefined || (await isInstalled(whisper.path));
  return [
    ...(whisper.model === undefined
      ? [missing(ofWhisper, 'No model is configured: `tl setup whisper` downloads one, TL_WHISPER_MODEL names it.')]
      : []),
    ...(wanted ? [] : [missing(ofWhisper, `Its program does not exist: TL_WHISPER_PATH names it (now '${whisper.path}').`)]),
    ...(tools.pocketsphinx === undefined
      ? [missing({ name: 'pocketsphinx', languages: ['en'] }, 'It is not installed, or its model for English is not.')]
      : []),
  ];
}

/** Describes the speech engines: usable ones in order of preference, then the unusable. */
export async function describeSpeechEngines(
  engines: readonly SpeechEngine[],
  models: ReadonlyMap<string, string>,
  looked: LocalEngines,
): Promise<readonly EngineNote[]> {
  const without = await describeMissing(looked);
  const there = engines.filter(({ id }) => without.every(({ name }) => name !== id));
  return [...there.map((engine) => describeEngine(engine, models.get(engine.id))), ...without];
}

const describeEngine = ({ id, languages, batch }: SpeechEngine, model: string | undefined): EngineNote => ({
  name: id,
  kind: 'speech',
  ...(model === undefined ? {} : { model }),
  languages: [...languages],
  ...(batch === undefined ? {} : { note: 'with batch' }),
});
