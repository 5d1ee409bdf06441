import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openLocalWhisper,
  parseMediaTools,
  readWhisperSetting,
  SAMPLE_TALK,
  storeTrialSpeed,
  tryEngine,
} from '@throughline/media';
import {
  AUTO,
  DEFAULT_SPEECH_MODEL,
  findListedModel,
  findSpeed,
  modelPath,
  readChoice,
  readModelState,
  readSpeeds,
  storeSpeed,
  WHISPER_WINDOW_SECONDS,
} from '@throughline/media/speech-models';
import type { StackConfig } from '../config.js';
import { messageOf } from '../problem.js';
import { provisionMediaSetting } from '../services/media-setting.js';

export interface MeasureOptions {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Returns true if the speed of this machine decides which model is used. */
export const isModelAutomatic = ({ env, models }: StackConfig): boolean =>
  !env['TL_WHISPER_MODEL'] && readChoice(models.folder) === AUTO;

/** Measures the default model once for each program, with the sample. Never fails: without the speed, that model stays. */
export async function measureDefaultModel(config: StackConfig, options: MeasureOptions): Promise<void> {
  const { say, signal } = options;
  const { folder } = config.models;
  const path = modelPath(folder, DEFAULT_SPEECH_MODEL);
  const listed = findListedModel(DEFAULT_SPEECH_MODEL);
  if (!isModelAutomatic(config) || (await readModelState({ path, listed })).phase !== 'ready') return;
  try {
    const speed = await measure(config, path, signal);
    if (speed !== undefined) say(`the speech model ${DEFAULT_SPEECH_MODEL} transcribes at ${speed.toFixed(1)} × real time`);
  } catch (error) {
    if (signal.aborted) return;
    say(`the speed of the speech model ${DEFAULT_SPEECH_MODEL} cannot be measured: ${messageOf(error)}`);
  }
}

/** Returns nothing if the speed is known. */
async function measure(config: StackConfig, path: string, signal: AbortSignal): Promise<number | undefined> {
  const { env, models, projectRoot } = config;
  const tools = parseMediaTools(await provisionMediaSetting(config, () => undefined, signal));
  const engine = await openLocalWhisper(tools, readWhisperSetting(env, path));
  const speeds = readSpeeds(models.folder);
  const measured = findSpeed(speeds, engine.key);
  if (measured !== undefined && measured.seconds >= WHISPER_WINDOW_SECONDS) {
    // `estimateBetterModel` uses the program of the first speed, so this one moves to the front.
    if (measured !== speeds[0]) await storeSpeed(models.folder, measured);
    return undefined;
  }
  const trial = await tryEngine(tools, engine.create, {
    file: join(projectRoot, SAMPLE_TALK.path),
    language: SAMPLE_TALK.language,
    seconds: WHISPER_WINDOW_SECONDS,
    scratchFolder: join(tmpdir(), 'throughline-measure'),
    signal,
  });
  await storeTrialSpeed(models.folder, engine, trial);
  return trial.speed;
}
