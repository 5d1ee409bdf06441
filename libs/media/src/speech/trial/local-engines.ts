import type { SpeedKey } from '../models/speeds.js';
import type { MediaTools } from '../../tools.js';
import type { SpeechEngine } from '../engine.js';
import { createPocketsphinxEngine } from '../pocketsphinx/engine.js';
import { WhisperCppEngine } from '../whisper-cpp/engine.js';
import { readWhisperModel } from '../whisper-cpp/model-file.js';
import { findWhisperProgram } from '../whisper-cpp/program.js';
import { countSpeechThreads } from '../whisper-cpp/threads.js';
import { createSphinxSpeedKey, createWhisperSpeedKey } from './speed-key.js';

/** A speech engine of this machine, and what its speed depends on. */
export interface LocalSpeechEngine {
  readonly key: SpeedKey;
  readonly create: (scratchFolder: string) => SpeechEngine;
}

export interface LocalWhisperSetting {
  /** The configured program; `undefined` for the first that is found. */
  readonly programPath: string | undefined;
  readonly modelPath: string;
  readonly threads: number | undefined;
}

/** Reads `TL_WHISPER_PATH` and `TL_WHISPER_THREADS`. */
export const readWhisperSetting = (
  env: Readonly<Record<string, string | undefined>>,
  modelPath: string,
): LocalWhisperSetting => ({
  programPath: env['TL_WHISPER_PATH'] || undefined,
  modelPath,
  threads: Number(env['TL_WHISPER_THREADS'] ?? 0) || undefined,
});

/** Throws an error with the reason if the program or the model cannot be used. */
export async function openLocalWhisper(
  tools: MediaTools,
  setting: LocalWhisperSetting,
  signal?: AbortSignal,
): Promise<LocalSpeechEngine> {
  const { programPath, modelPath, threads = countSpeechThreads() } = setting;
  const model = await readWhisperModel(modelPath);
  const { program, problem } = await findWhisperProgram(programPath, tools.ffmpeg.env, signal);
  if (program === undefined || problem !== undefined) throw new Error(`whisper.cpp cannot be used. ${problem ?? ''}`.trim());
  const run = { program, model, modelPath, threads };
  return {
    key: await createWhisperSpeedKey(run),
    create: (scratchFolder) => new WhisperCppEngine(tools, { ...run, scratchFolder }),
  };
}

/** Returns `undefined` if pocketsphinx is not installed. */
export async function openLocalPocketsphinx(tools: MediaTools): Promise<LocalSpeechEngine | undefined> {
  const { pocketsphinx } = tools;
  if (pocketsphinx === undefined) return undefined;
  return {
    key: await createSphinxSpeedKey(pocketsphinx),
    create: (scratchFolder) => {
      const engine = createPocketsphinxEngine(tools, { scratchFolder });
      if (engine === undefined) throw new Error('pocketsphinx is not installed');
      return engine;
    },
  };
}
