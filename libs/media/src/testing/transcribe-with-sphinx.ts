import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { probe } from '../probe/probe.js';
import { createPocketsphinxEngine } from '../speech/pocketsphinx/engine.js';
import type { TranscriptWord } from '../transcript/transcript.js';
import type { MediaTools } from '../tools.js';
import type { TestMedia } from './test-media.js';

export interface SphinxTranscript {
  readonly duration: number;
  readonly words: readonly TranscriptWord[];
}

/** Caches the result for the same bytes: speech recognition is slow. */
const heard = new Map<string, Promise<SphinxTranscript>>();

/** Lets fake engines transcribe the audio bytes that they really received. */
export function transcribeWithSphinx(
  tools: MediaTools,
  media: TestMedia,
  audio: Uint8Array,
  container: string,
): Promise<SphinxTranscript> {
  const name = `ears-${createHash('sha256').update(audio).digest('hex')}.${container}`;
  const known = heard.get(name) ?? transcribe(tools, media, audio, name);
  heard.set(name, known);
  return known;
}

async function transcribe(tools: MediaTools, media: TestMedia, audio: Uint8Array, name: string): Promise<SphinxTranscript> {
  const engine = createPocketsphinxEngine(tools, { scratchFolder: media.path('ears') });
  if (engine === undefined) throw new Error('pocketsphinx is not installed');
  const audioPath = media.path(name);
  await writeFile(audioPath, audio);
  const { durationSeconds } = await probe(tools, audioPath);
  const { words } = await engine.transcribe({ audioPath, durationSeconds, language: 'en' });
  return { duration: durationSeconds, words };
}
