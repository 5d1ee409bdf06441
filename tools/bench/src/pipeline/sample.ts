import { randomBytes } from 'node:crypto';
import { copyFile, appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe, runTool, SAMPLE_TALK, type MediaTools } from '@throughline/media';
import { projectRoot } from '../config.js';

const SAMPLE = join(projectRoot, SAMPLE_TALK.path);
export const { language: LANGUAGE } = SAMPLE_TALK;
const TIME_LIMIT_MS = 60_000;

/** Returns the sample, or a file with its first seconds. */
export async function prepareSample(tools: MediaTools, folder: string, seconds: number): Promise<string> {
  const { durationSeconds } = await probe(tools, SAMPLE);
  if (seconds >= durationSeconds) return SAMPLE;
  const to = join(folder, 'beginning.mp4');
  const cut = ['-v', 'error', '-nostdin', '-y', '-t', String(seconds), '-i', SAMPLE, '-c', 'copy', to];
  await runTool(tools.ffmpeg, cut, { timeLimitMs: TIME_LIMIT_MS });
  return to;
}

/** Size and type of a box of MP4 that players ignore. */
const FREE_BOX = Buffer.from([0, 0, 0, 24, ...Buffer.from('free')]);

/** Copies a recording with other bytes but the same sound and picture: a library takes the same bytes only once. */
export async function copyAsOther(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await appendFile(to, Buffer.concat([FREE_BOX, randomBytes(16)]));
}
