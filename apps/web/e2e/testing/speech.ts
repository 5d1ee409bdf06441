import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestMedia, beepsBetween } from '@throughline/media/testing';
import { mediaTools, type System } from '@throughline/stack/testing';
import { FAKE_DIARIZING_MODEL, FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake, type FakeSpeech } from '@throughline/strict-fakes';
import type { ChosenFile } from './files.js';

/** The transcript of every recording: start in seconds, sentence, and the engine's score. It is unsure of the second one. */
const SENTENCES = [
  [0.5, 'Please water the garden every morning.', -0.2],
  [32.5, 'Tomatoes need a lot of water in hot weather.', -1.1],
  [64.2, 'Leave the green ones on the plant.', -0.2],
] as const;
const WORD_SECONDS = 0.3;
/** A topic lasts at least 30 seconds. */
const SECONDS = 96;

/** Two people speak in turn, for models that tell speakers apart. */
const SPEECH: FakeSpeech = {
  language: 'english',
  duration: SECONDS,
  words: SENTENCES.flatMap(([start, sentence], index) =>
    sentence.split(' ').map((word, at) => ({
      word,
      start: start + at * WORD_SECONDS,
      end: start + (at + 0.9) * WORD_SECONDS,
      speaker: index % 2 === 0 ? 'A' : 'B',
    })),
  ),
};
const SCORES = {
  segments: SENTENCES.map(([start, sentence, avg_logprob]) => ({ start, end: start + 3, text: sentence, avg_logprob })),
};

const TOPICS = [
  { title: 'Water <every> day', start: '0:00:00', keywords: [] },
  { title: 'Tomatoes', start: '0:00:32', keywords: [] },
  { title: 'What stays', start: '0:01:04', keywords: [] },
];

/** Fakes of the speech and topic engines with fixed answers. */
export interface FakeEngines {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Returns a video with a test picture and a rising tone, as long as the transcript. */
export async function createLongTalk(): Promise<ChosenFile> {
  const media = await TestMedia.create(await mediaTools());
  try {
    const path = await media.make('long-talk.mp4', {
      seconds: SECONDS,
      sound: 'aevalsrc=0.3*sin(2*PI*(200+5*t)*t):s=16000',
      picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
      pictureSource: 'testsrc2=size=320x180:rate=5',
    });
    return { name: 'long-talk.mp4', mimeType: 'video/mp4', buffer: await readFile(path) };
  } finally {
    await media.remove();
  }
}

export async function startFakeEngines(): Promise<FakeEngines> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-engines-'));
  const fake = await OpenAiFake.start({
    hear: ({ model }) => (model === FAKE_DIARIZING_MODEL ? { ...SPEECH, language: 'spanish' } : { ...SPEECH, over: SCORES }),
    reply: () => JSON.stringify({ topics: TOPICS }),
  });
  const common = { kind: 'openai-compatible', base_url: fake.baseUrl, key_file: 'key', model: FAKE_OPENAI_MODEL };
  const file = join(folder, 'engines.json');
  await writeFile(join(folder, 'key'), FAKE_OPENAI_KEY);
  await writeFile(
    file,
    JSON.stringify({
      speech: [
        { ...common, name: 'hosted', languages: ['en'], chunk_seconds: 600 },
        { ...common, name: 'panel', model: FAKE_DIARIZING_MODEL, languages: ['es'], diarize: true },
      ],
      topics: { ...common, name: 'chat' },
    }),
  );
  return {
    env: { TL_ENGINES_FILE: file },
    close: async () => {
      await fake.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function uploadRun({ url, token }: Pick<System, 'url' | 'token'>, file: ChosenFile, title: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(file.buffer)], { type: file.mimeType }), file.name);
  const fields = { title, language: 'en', run: 'true', allow_duplicate: 'true' };
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/recordings`, { method: 'POST', headers, body: form });
  return ((await answer.json()) as { id: string }).id;
}

/** Uploads a long talk and runs it. Returns its id. */
export const uploadTalk = async (system: Pick<System, 'url' | 'token'>): Promise<string> =>
  uploadRun(system, await createLongTalk(), 'In the garden');

/** Uploads a film in a format that browsers do not play, and runs it. Returns its id. */
export async function uploadFilm(system: Pick<System, 'url' | 'token'>): Promise<string> {
  const media = await TestMedia.create(await mediaTools());
  try {
    const path = await media.make('film.avi', { seconds: 4, sound: beepsBetween(0, 4), picture: ['-c:v', 'mpeg4'] });
    return await uploadRun(system, { name: 'film.avi', mimeType: 'video/x-msvideo', buffer: await readFile(path) }, 'A film');
  } finally {
    await media.remove();
  }
}
