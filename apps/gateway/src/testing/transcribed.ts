import { renderTranscriptJson, type Transcript } from '@throughline/media';
import type { MemoryGateway } from './memory-gateway.js';
import { waitUntilProjected } from './projected.js';
import { upload } from './upload.js';
import { completeStep, startStep, workThrough } from './work-through.js';

const word = (text: string, start: number): Transcript['words'][number] => ({
  word: text,
  start,
  end: start + 0.4,
  confidence: 0.7,
});

/** Returns a transcript with six words in two segments. */
export const aTranscript = (overrides: Partial<Transcript> = {}): Transcript => ({
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  quality: 'draft',
  notes: [],
  durationSeconds: 10,
  meanConfidence: 0.7,
  words: [word('good', 0), word('mourning', 0.5), word('everybody', 1), word('thanks', 5), word('four', 5.5), word('coming', 6)],
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning everybody', confidence: 0.7 },
    { id: 1, start: 5, end: 6.5, text: 'thanks four coming', confidence: 0.6 },
  ],
  ...overrides,
});

const store = async (gateway: MemoryGateway, key: string, role: string, content: string) => ({
  role,
  name: key.slice(key.lastIndexOf('/') + 1),
  key,
  mediaType: 'application/json',
  ...(await gateway.artifacts.put(key, Buffer.from(content))),
});

/** Completes the transcription. The files are stored under the given attempt number. */
export async function transcribe(gateway: MemoryGateway, id: string, attempt = 1, transcript = aTranscript()): Promise<void> {
  await startStep(gateway, id, 'TRANSCRIBE');
  const at = `${id}/heard/${String(attempt)}`;
  await completeStep(gateway, id, 'TRANSCRIBE', [
    await store(gateway, `${at}/transcript.json`, 'transcript', renderTranscriptJson(transcript)),
    await store(gateway, `${at}/transcript.txt`, 'transcript_text', 'as it was heard'),
  ]);
}

export async function subtitle(gateway: MemoryGateway, id: string, attempt = 1): Promise<void> {
  await startStep(gateway, id, 'GENERATE_SUBTITLES');
  const at = `${id}/subtitled/${String(attempt)}`;
  await completeStep(gateway, id, 'GENERATE_SUBTITLES', [
    await store(gateway, `${at}/subtitles.srt`, 'subtitles_srt', 'as it was heard'),
    await store(gateway, `${at}/subtitles.vtt`, 'subtitles_vtt', 'as it was heard'),
  ]);
}

/** Creates a recording with transcript and subtitles, whose delivery has not started. */
export async function createTranscribed(gateway: MemoryGateway, title = 'A talk', transcript = aTranscript()): Promise<string> {
  const { id } = await upload(gateway, { fields: { title, run: 'true', allow_duplicate: 'true' } });
  await workThrough(gateway, id, ['TRANSCRIBE']);
  await transcribe(gateway, id, 1, transcript);
  await subtitle(gateway, id);
  await workThrough(gateway, id, ['deliver:library']);
  await waitUntilProjected(gateway, id);
  return id;
}
