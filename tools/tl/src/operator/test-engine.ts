import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  countSampleErrors,
  openLocalPocketsphinx,
  openLocalWhisper,
  parseMediaTools,
  readWhisperSetting,
  SAMPLE_TALK,
  storeTrialSpeed,
  textOfTrial,
  tryEngine,
  type LocalSpeechEngine,
  type MediaTools,
  type Trial,
} from '@throughline/media';
import {
  describeFetched,
  findListedModel,
  modelPath,
  readModelState,
  WHISPER_WINDOW_SECONDS,
  type ModelState,
  type SelectedModel,
} from '@throughline/media/speech-models';
import { provisionMediaSetting, type StackConfig } from '@throughline/stack';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { bytes, table } from '../output/table.js';
import { stripControls } from '../output/text-width.js';
import { speedText } from './grade-text.js';
import { readConfig, toCliError } from './running-stack.js';

export interface TestEngineOptions {
  readonly json?: boolean;
  readonly engine?: string;
  readonly model?: string;
  readonly file?: string;
  readonly language?: string;
  readonly seconds: number;
}

/** `tl engine test`: transcribes the beginning of a recording on this machine, shows the words, and stores the speed. */
export async function testEngine(context: CliContext, options: TestEngineOptions, configForTests?: StackConfig): Promise<void> {
  const { terminal } = context;
  const config = configForTests ?? readConfig();
  const clip = findClip(context, options, config);
  const tools = await provisionTools(context, config);
  const engine = await openEngine(context, options, { tools, config });
  terminal.progress(`${engine.key.engine} transcribes ${basename(clip.file)} …`);
  const trial = await tryEngine(tools, engine.create, {
    ...clip,
    seconds: options.seconds,
    scratchFolder: join(tmpdir(), 'throughline-engine-test'),
  })
    .catch((error: unknown) => {
      throw toTrialError(error);
    })
    .finally(() => {
      terminal.clear();
    });
  await keepSpeed(context, { config, engine, trial });
  if (options.json === true) await printJson(context, trialData(engine, trial, clip.file));
  else await terminal.data(trialText(engine, trial, clip.file));
}

function findClip(
  { cwd }: CliContext,
  { file, language }: TestEngineOptions,
  { projectRoot }: StackConfig,
): { readonly file: string; readonly language: string } {
  if (file === undefined) return { file: join(projectRoot, SAMPLE_TALK.path), language: language ?? SAMPLE_TALK.language };
  return { file: resolve(cwd, file), language: language ?? 'auto' };
}

async function provisionTools({ terminal }: CliContext, config: StackConfig): Promise<MediaTools> {
  try {
    return parseMediaTools(
      await provisionMediaSetting(config, (message) => {
        terminal.say(message);
      }),
    );
  } catch (error) {
    throw toCliError(error);
  }
}

async function openEngine(
  { cwd }: CliContext,
  { engine, model }: TestEngineOptions,
  { tools, config }: { readonly tools: MediaTools; readonly config: StackConfig },
): Promise<LocalSpeechEngine> {
  if (engine === 'pocketsphinx') return requireSphinx(tools, model);
  if (engine !== undefined && engine !== 'whisper-cpp')
    throw new CliError('usage', `There is no local engine ${engine}`, { tryInstead: '--engine whisper-cpp or pocketsphinx' });
  const { models } = config;
  const wanted = model === undefined ? models.selected : namedModel(model, models.folder, cwd);
  const state = await readModelState(wanted);
  if (state.phase === 'ready') return openWhisper(tools, wanted, config);
  const isAny = engine === undefined && model === undefined;
  const sphinx = isAny ? await openLocalPocketsphinx(tools) : undefined;
  if (sphinx === undefined) throw missingModelError(wanted, state);
  return sphinx;
}

async function requireSphinx(tools: MediaTools, model: string | undefined): Promise<LocalSpeechEngine> {
  if (model !== undefined)
    throw new CliError('usage', 'pocketsphinx has no models to choose from', {
      tryInstead: '--engine whisper-cpp, or no --model',
    });
  const engine = await openLocalPocketsphinx(tools);
  if (engine === undefined) throw new CliError('failed', 'pocketsphinx is not installed');
  return engine;
}

function openWhisper(tools: MediaTools, { path }: SelectedModel, { env }: StackConfig): Promise<LocalSpeechEngine> {
  return openLocalWhisper(tools, readWhisperSetting(env, path)).catch((error: unknown) => {
    throw toTrialError(error);
  });
}

function missingModelError({ path, listed }: SelectedModel, state: ModelState): CliError {
  const message = `The speech model ${listed?.name ?? path} is not on this machine (${describeFetched(state)})`;
  const tryInstead = listed === undefined ? 'Name a model of the list, or another file.' : `npx tl engine fetch ${listed.name}`;
  return new CliError('failed', message, { code: 'model-missing', tryInstead });
}

function namedModel(name: string, folder: string, cwd: string): SelectedModel {
  const listed = findListedModel(name);
  return listed === undefined ? { path: resolve(cwd, name), listed } : { path: modelPath(folder, listed.name), listed };
}

async function keepSpeed(
  { terminal }: CliContext,
  { config, engine, trial }: { readonly config: StackConfig; readonly engine: LocalSpeechEngine; readonly trial: Trial },
): Promise<void> {
  try {
    await storeTrialSpeed(config.models.folder, engine, trial);
  } catch (error) {
    terminal.say(`The speed is not stored: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const toTrialError = (cause: unknown): CliError =>
  new CliError('failed', cause instanceof Error ? cause.message : String(cause), { cause });

/** Returns nothing for other recordings, whose words are unknown, and for other lengths. */
const sampleErrors = (trial: Trial, file: string): ReturnType<typeof countSampleErrors> | undefined =>
  file.endsWith(SAMPLE_TALK.path) && trial.seconds === SAMPLE_TALK.seconds ? countSampleErrors(wordsOf(trial)) : undefined;

const wordsOf = (trial: Trial): string => stripControls(textOfTrial(trial));

const trialData = ({ key }: LocalSpeechEngine, trial: Trial, file: string): object => ({
  engine: key.engine,
  model: key.model,
  program: key.program,
  threads: key.threads,
  file,
  seconds: trial.seconds,
  took_ms: Math.round(trial.tookMs),
  speed: trial.speed,
  peak_bytes: trial.peakBytes ?? null,
  language: trial.transcript.language,
  wrong_words: sampleErrors(trial, file)?.wrong ?? null,
  spoken_words: sampleErrors(trial, file)?.spoken ?? null,
  words: wordsOf(trial),
});

const MS = 1_000;

function trialText({ key }: LocalSpeechEngine, trial: Trial, file: string): string {
  const took = `${(trial.tookMs / MS).toFixed(1)} s for ${trial.seconds.toFixed(0)} s of ${basename(file)}`;
  const errors = sampleErrors(trial, file);
  const rows = [
    ['engine', key.engine],
    ['model', key.model],
    ['program', key.program],
    ['took', took],
    ['speed', speedText(trial.speed)],
    ...(trial.peakBytes === undefined ? [] : [['memory', bytes(trial.peakBytes)]]),
    ['language', trial.transcript.language],
    ...(errors === undefined ? [] : [['wrong', `${String(errors.wrong)} of ${String(errors.spoken)} words`]]),
  ];
  const words = wordsOf(trial);
  const note =
    key.engine === 'whisper-cpp' && trial.seconds < WHISPER_WINDOW_SECONDS
      ? '\nwhisper.cpp needs the same time for any part of half a minute: long recordings are faster.\n'
      : '';
  return `${table(rows)}${note}\n${words === '' ? '(no speech was found)' : words}\n`;
}
