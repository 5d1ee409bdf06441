import { TRANSCRIBE } from '@throughline/contracts';
import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { SESSION_KIND } from '#src/kinds/sessions/index.js';
import { completeStep, currentAttemptId, startStep } from '#src/testing/work-through.js';
import { ItemDriver, createItem } from './item-driver.js';
import { fuzzedNoteOf } from './item-template.js';

const transcriptOf = (mark: string): Transcript => ({
  engine: 'fuzz',
  model: 'fuzz',
  language: 'en',
  durationSeconds: 1,
  quality: 'normal',
  meanConfidence: 1,
  notes: [],
  segments: [{ id: 0, start: 0, end: 1, text: mark, confidence: 1, speaker: 'S1' }],
  speakers: [{ id: 'S1' }],
  words: [{ word: mark, start: 0, end: 1, confidence: 1 }],
});

async function register(life: ItemDriver): Promise<void> {
  await life.register();
  await life.sendAsUser({ type: 'SaveNote', note: fuzzedNoteOf(life.id), text: life.mark });
}

async function startTranscription(life: ItemDriver): Promise<void> {
  await register(life);
  await life.run();
  await startStep(life, life.id, 'DOWNLOAD');
  const audio = { role: 'source', name: SESSION_KIND.file, mediaType: 'audio/mpeg', key: `${life.id}/fuzz/${SESSION_KIND.file}` };
  const stored = await life.put(audio.key, life.mark);
  await completeStep(life, life.id, 'DOWNLOAD', [{ ...audio, ...stored }], { duration_seconds: 1 });
  await startStep(life, life.id, TRANSCRIBE);
}

async function complete(life: ItemDriver): Promise<void> {
  await startTranscription(life);
  const key = `${life.id}/fuzz/transcript.json`;
  const stored = await life.put(key, renderTranscriptJson(transcriptOf(life.mark)));
  const transcript = { role: 'transcript', name: 'transcript.json', mediaType: 'application/json', key, ...stored };
  await completeStep(life, life.id, TRANSCRIBE, [transcript], { segments: 1 });
}

async function fail(life: ItemDriver): Promise<void> {
  await startTranscription(life);
  const attemptId = await currentAttemptId(life, life.id, TRANSCRIBE);
  const failure = { code: 'broken', message: life.mark, retryable: false, progress: 0.5 };
  await life.send({ type: 'FailStep', now: life.now, step: TRANSCRIBE, attemptId, ...failure });
}

const pending = async (life: ItemDriver): Promise<void> => {
  await register(life);
  await life.run();
};

const deleted =
  (before: (life: ItemDriver) => Promise<void>, expiresAt = '2100-01-01T00:00:00.000Z') =>
  async (life: ItemDriver): Promise<void> => {
    await before(life);
    await life.sendAsUser({ type: 'DeleteAsset', expiresAt });
  };

const LIVES: readonly ((life: ItemDriver) => Promise<void>)[] = [
  pending,
  startTranscription,
  complete,
  fail,
  deleted(startTranscription),
  async (life) => {
    await deleted(pending)(life);
    await life.sendAsUser({ type: 'RestoreAsset' });
  },
  async (life) => {
    await deleted(complete, life.now)(life);
    await life.send({ type: 'ExpireAsset', now: life.now });
  },
  async (life) => {
    await complete(life);
    await life.sendAsUser({ type: 'EraseAsset' });
  },
];

export const SESSION_STATES = LIVES.length;

export async function createSessionIn(gateway: MemoryGateway, owner: string, mark: string, pick: number): Promise<string> {
  const life = new ItemDriver(gateway, owner, mark, 'session');
  await createItem(life, LIVES[pick % LIVES.length] ?? pending);
  const head = await gateway.store.head(life.id);
  await until(async () => (await gateway.ports.sessionRows.byIds([life.id])).get(life.id)?.revision === head);
  return life.id;
}

export const createSessions = (gateway: MemoryGateway, owner: string, mark: string): Promise<string[]> =>
  Promise.all(LIVES.map((_, pick) => createSessionIn(gateway, owner, mark, pick)));
