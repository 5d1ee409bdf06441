import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../probe/probe.js';
import { createPocketsphinxEngine } from '../speech/pocketsphinx/engine.js';
import { oneTopic, paragraphs } from '../testing/talks.js';
import { TestMedia } from '../testing/test-media.js';
import { trim } from '../trim/trim.js';
import { localTopicEngine } from './texttiling.js';
import type { Topic } from './topic.js';

const tools = await mediaTools();
const asset = (name: string): string => fileURLToPath(new URL(`../../../../assets/${name}`, import.meta.url));
const slow = 120_000;
const pause = 1;

let media: TestMedia;
beforeAll(async () => {
  media = await TestMedia.create(tools);
});
afterAll(async () => {
  await media.remove();
});

/** Topics of what a real engine hears, mistakes included. */
async function topicsOf(path: string): Promise<readonly Topic[]> {
  const engine = createPocketsphinxEngine(tools, { scratchFolder: media.path('scratch') });
  if (engine === undefined) throw new Error('pocketsphinx is not installed');
  const { durationSeconds } = await probe(tools, path);
  const transcript = await engine.transcribe({ audioPath: path, durationSeconds, language: 'en' });
  return (await localTopicEngine.extract(transcript)).topics;
}

/** Texts spoken one after another, and when each begins. */
async function talk(name: string, texts: readonly string[]): Promise<{ path: string; starts: readonly number[] }> {
  const spoken = await Promise.all(
    texts.map(
      async (text, index) => await media.speak(`${name}-${index}.wav`, [text], { before: index === 0 ? 0 : pause, after: 0 }),
    ),
  );
  const lengths = await Promise.all(spoken.map(async (path) => (await probe(tools, path)).durationSeconds));
  const starts = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0));
  const inputs = spoken.flatMap((path) => ['-i', path]);
  return { path: await media.ffmpeg(...inputs, '-filter_complex', `concat=n=${texts.length}:v=0:a=1`, `${name}.wav`), starts };
}

function expectStarts(topics: readonly Topic[], starts: readonly number[]): void {
  expect(topics).toHaveLength(starts.length);
  for (const [index, start] of starts.entries())
    if (index > 0) expect(Math.abs((topics[index]?.start ?? Number.NaN) - start)).toBeLessThanOrEqual(20);
}

const { garden, space, money, horses, cooking, music, computers, history, health } = paragraphs;

describe('topics of speech that a real engine has heard', () => {
  it(
    'are where the bundled sample says, after its silence is trimmed as in the pipeline',
    async () => {
      const truth = JSON.parse(await readFile(asset('sample-talk.json'), 'utf8')) as { topics: { start: number }[] };
      const path = asset('sample-talk.mp4');
      const folders = { outputFolder: media.path('trimmed'), scratchFolder: media.path('scratch') };
      const trimmed = await trim({ path, media: await probe(tools, path), ...folders }, { tools });
      if (trimmed.mode !== 'cut') throw new Error(`the sample was not cut: ${trimmed.reason}`);
      expectStarts(
        await topicsOf(trimmed.audio),
        truth.topics.map(({ start }) => start - trimmed.start),
      );
    },
    slow,
  );

  it.each([
    ['house', [cooking, health, garden]],
    ['wide', [money, space, horses]],
    ['culture', [history, computers, music]],
  ])(
    'are found in a talk of its own: %s',
    async (name, texts) => {
      const { path, starts } = await talk(name, texts);
      expectStarts(await topicsOf(path), starts);
    },
    slow,
  );

  it(
    'are not invented in a talk about one thing',
    async () => {
      const { path } = await talk('bread', [oneTopic]);
      expect(await topicsOf(path)).toHaveLength(1);
    },
    slow,
  );
});
