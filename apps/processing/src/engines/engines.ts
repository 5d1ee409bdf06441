import type { EngineNote } from '@throughline/contracts';
import {
  countSpeechThreads,
  createPocketsphinxEngine,
  createSphinxSpeedKey,
  createWhisperSpeedKey,
  findWhisperProgram,
  localTopicEngine,
  OpenAiSpeechEngine,
  OpenAiTopicEngine,
  readWhisperModel,
  WhisperCppEngine,
  whisperLanguages,
  type EngineEndpoint,
  type MediaTools,
  type OpenAiSpeechSettings,
  type SpeechEngine,
  type TopicEngine,
  type WhisperModel,
  type WhisperProgram,
} from '@throughline/media';
import type { SpeedKey } from '@throughline/media/speech-models';
import { describeSpeechEngines } from './engine-notes.js';
import type { EngineSettings, SpeechEngineSetting, TopicEngineSetting } from './engines-file.js';

export interface WhisperSetting {
  /** The configured program; `undefined` for the first that is found. */
  readonly path: string | undefined;
  readonly modelPath: string | undefined;
  readonly threads: number | undefined;
}

export interface EngineParts {
  readonly tools: MediaTools;
  readonly settings: EngineSettings;
  readonly whisper: WhisperSetting;
  /** The language of recordings with `auto`, for engines that cannot detect it. */
  readonly assumedLanguage?: string | undefined;
}

export interface Engines {
  /**
   * In order of preference, working in a folder that is deleted with the attempt. May be empty: the stage is then skipped with
   * a reason.
   */
  readonly speech: (scratchFolder: string) => readonly SpeechEngine[];
  readonly topics: TopicEngine;
  readonly notes: readonly EngineNote[];
  /** Each local engine's facts that its speed depends on. */
  readonly speedKeys: readonly SpeedKey[];
}

const SECOND_MS = 1_000;
const defaults = {
  timeoutS: 600,
  /** The upload limit of OpenAI and of compatible services. */
  maxBytes: 25_000_000,
  batchMaxBytes: 1_000_000_000,
  /** Most services need half a minute for a chunk, so a failed chunk costs little. */
  chunkSeconds: 600,
  /** OpenAI refuses more than 1,400 s. In one piece, each speaker has one label. */
  diarizedChunkSeconds: 1_390,
  parallel: 3,
  pollS: 30,
  windowCharacters: 24_000,
};

const toEndpoint = ({
  name,
  base_url: baseUrl,
  key,
  timeout_s: timeout,
}: SpeechEngineSetting | TopicEngineSetting): EngineEndpoint => ({
  name,
  baseUrl,
  ...(key === undefined ? {} : { key }),
  timeoutMs: (timeout ?? defaults.timeoutS) * SECOND_MS,
});

/** An engine that cannot detect the language assumes the first of its languages. */
const putFirst = (languages: readonly string[], assumed: string | undefined): readonly string[] =>
  assumed !== undefined && languages.includes(assumed)
    ? [assumed, ...languages.filter((language) => language !== assumed)]
    : languages;

const spokenLanguages = (languages: SpeechEngineSetting['languages'], assumed: string | undefined): readonly string[] =>
  putFirst(languages === 'whisper' ? whisperLanguages : languages, assumed);

const chunkSecondsOf = ({ chunk_seconds: given, diarize }: SpeechEngineSetting): number =>
  given ?? (diarize === true ? defaults.diarizedChunkSeconds : defaults.chunkSeconds);

function toSpeechSettings(setting: SpeechEngineSetting, assumed: string | undefined): OpenAiSpeechSettings {
  const { name, model, languages, batch, diarize } = setting;
  return {
    id: name,
    endpoint: toEndpoint(setting),
    model,
    languages: spokenLanguages(languages, assumed),
    detectsLanguage: setting.detects_language ?? languages === 'whisper',
    maxBytes: setting.max_bytes ?? defaults.maxBytes,
    chunkSeconds: chunkSecondsOf(setting),
    parallel: setting.parallel ?? defaults.parallel,
    quality: setting.quality ?? 'normal',
    prompt: setting.prompt,
    diarize,
    takesPrompt: setting.takes_prompt,
    batch: batch && {
      baseUrl: batch.base_url,
      submitPath: batch.submit,
      statusPath: batch.status,
      account: batch.account,
      pollMs: (batch.poll_s ?? defaults.pollS) * SECOND_MS,
      maxBytes: batch.max_bytes ?? defaults.batchMaxBytes,
    },
  };
}

function sortByPreference<T>(engines: readonly T[], preference: readonly string[], idOf: (engine: T) => string): readonly T[] {
  const rank = (engine: T): number => {
    const at = preference.indexOf(idOf(engine));
    return at < 0 ? preference.length : at;
  };
  return [...engines].sort((a, b) => rank(a) - rank(b));
}

/** Checks the configured engines once: an unusable model must stop the start, not fail each recording. */
export async function openEngines(parts: EngineParts): Promise<Engines> {
  const { tools, settings, whisper, assumedLanguage } = parts;
  const hosted = settings.speech.map((setting) => ({ setting, built: toSpeechSettings(setting, assumedLanguage) }));
  const assumesEnglish = assumedLanguage === 'en';
  const model = whisper.modelPath === undefined ? undefined : await loadModel(whisper.modelPath);
  // The binding needs libgomp. Where the system lacks it, ffmpeg has brought it.
  const search = model === undefined ? undefined : await findWhisperProgram(whisper.path, tools.ffmpeg.env);
  const speech = (scratchFolder: string): readonly SpeechEngine[] => {
    const offered = [
      ...hosted.map(({ built }) => new OpenAiSpeechEngine(tools, built, scratchFolder)),
      ...createWhisperEngines(parts, { model, program: search?.program }, scratchFolder),
      ...[createPocketsphinxEngine(tools, { scratchFolder, assumesEnglish })].filter((engine) => engine !== undefined),
    ];
    return sortByPreference(offered, settings.preference, ({ id }) => id);
  };
  const topics = settings.topics === undefined ? localTopicEngine : topicEngine(settings.topics);
  const models = new Map([
    ...hosted.map(({ setting }) => [setting.name, setting.model] as const),
    ...(model === undefined ? [] : [['whisper-cpp', model.name] as const]),
  ]);
  const notes = [
    ...describeSpeechEngines(speech(''), models, { tools, whisper: search }),
    { name: topics.id, kind: 'topics', ...(settings.topics === undefined ? {} : { model: settings.topics.model }) },
  ];
  return { speech, topics, notes, speedKeys: await createSpeedKeys(parts, { model, program: search?.program }) };
}

async function createSpeedKeys(parts: EngineParts, { model, program }: LocalWhisper): Promise<readonly SpeedKey[]> {
  const { modelPath } = parts.whisper;
  const { pocketsphinx } = parts.tools;
  const keys: SpeedKey[] = [];
  if (model !== undefined && modelPath !== undefined && program !== undefined)
    keys.push(await createWhisperSpeedKey({ program, model, modelPath, threads: threadsOf(parts) }));
  if (pocketsphinx !== undefined) keys.push(await createSphinxSpeedKey(pocketsphinx));
  return keys;
}

const threadsOf = ({ whisper }: EngineParts): number => whisper.threads ?? countSpeechThreads();

async function loadModel(path: string): Promise<WhisperModel> {
  try {
    return await readWhisperModel(path);
  } catch (cause) {
    throw new Error(`TL_WHISPER_MODEL cannot be used: ${cause instanceof Error ? cause.message : 'it cannot be read'}`, {
      cause,
    });
  }
}

interface LocalWhisper {
  readonly model: WhisperModel | undefined;
  readonly program: WhisperProgram | undefined;
}

function createWhisperEngines(
  parts: EngineParts,
  { model, program }: LocalWhisper,
  scratchFolder: string,
): readonly SpeechEngine[] {
  const { modelPath } = parts.whisper;
  if (model === undefined || modelPath === undefined || program === undefined) return [];
  return [new WhisperCppEngine(parts.tools, { program, modelPath, model, threads: threadsOf(parts), scratchFolder })];
}

const topicEngine = (setting: TopicEngineSetting): TopicEngine =>
  new OpenAiTopicEngine({
    id: setting.name,
    endpoint: toEndpoint(setting),
    model: setting.model,
    responseFormat: setting.response_format ?? 'json_object',
    windowCharacters: setting.window_characters ?? defaults.windowCharacters,
    granularity: setting.granularity ?? 'medium',
  });
