import { findProgram } from '../../process/find-program.js';
import { identifyFile, type SpeedKey } from '../models/speeds.js';
import type { PocketsphinxTool } from '../../tools.js';
import type { WhisperCppOptions } from '../whisper-cpp/engine.js';
import type { WhisperProgram } from '../whisper-cpp/program.js';

export type WhisperRun = Pick<WhisperCppOptions, 'program' | 'model' | 'modelPath' | 'threads'>;

export async function createWhisperSpeedKey({ program, model, modelPath, threads }: WhisperRun): Promise<SpeedKey> {
  const [file, version] = [await identifyFile(modelPath), await describeProgram(program)];
  return { engine: 'whisper-cpp', model: model.name, file, program: version, threads };
}

export async function createSphinxSpeedKey({ path, hmm }: PocketsphinxTool): Promise<SpeedKey> {
  const [file, program] = [await identifyFile(hmm), `${path} ${await identifyFile(path)}`];
  return { engine: 'pocketsphinx', model: 'en-us', file, program, threads: 1 };
}

async function describeProgram({ binding, tool }: WhisperProgram): Promise<string> {
  if (binding !== undefined) return binding;
  const path = (await findProgram(tool.path)) ?? tool.path;
  return `${path} ${await identifyFile(path)}`;
}
