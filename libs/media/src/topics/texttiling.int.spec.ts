import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
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
const slow = 600_000;
const pause = 1;

let media: TestMedia;
beforeAll(async () => {
  media = await TestMedia.create(tools);
});
afterAll(async () => {
  await media.remove();
});

async function topicsOf(path: string): Promise<readonly Topic[]> {
  const engine = createPocketsphinxEngine(tools, { scratchFolder: media.path('scratch') });
  if (engine === undefined) throw new Error('pocketsphinx is not installed');
  const { durationSeconds } = await probe(tools, path);
  const transcript = await engine.transcribe({ audioPath: path, durationSeconds, language: 'en' });
  return (await localTopicEngine.extract(transcript)).topics;
}

async function talk(name: string, texts: readonly string[]): Promise<Heard> {
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

/** A recording and the beginnings of its topics; a talk on one topic has one beginning. */
interface Heard {
  readonly path: string;
  readonly starts: readonly number[];
}

/** Returns the bundled sample, with its silence trimmed as in the pipeline. */
async function sample(): Promise<Heard> {
  const truth = JSON.parse(await readFile(asset('sample-talk.json'), 'utf8')) as { topics: { start: number }[] };
  const path = asset('sample-talk.mp4');
  const folders = { outputFolder: media.path('trimmed'), scratchFolder: media.path('scratch') };
  const trimmed = await trim({ path, media: await probe(tools, path), ...folders }, { tools });
  if (trimmed.mode !== 'cut') throw new Error(`the sample was not cut: ${trimmed.reason}`);
  return { path: trimmed.audio, starts: truth.topics.map(({ start }) => start - trimmed.start) };
}

const talks: readonly [string, () => Promise<Heard>][] = [
  ['a talk about one thing', () => talk('bread', [oneTopic])],
  ['a talk about a house', () => talk('house', [cooking, health, garden])],
  ['a wide talk', () => talk('wide', [money, space, horses])],
  ['a talk about culture', () => talk('culture', [history, computers, music])],
  ['the bundled sample', sample],
];

// texttiling.spec.ts tests the algorithm on recorded transcripts.
describe("topics of a real engine's transcript", () => {
  const chosen = testDepth.samples(talks);
  const found = new Map<string, Promise<Heard & { readonly topics: readonly Topic[] }>>();
  // An engine uses one core, so two talks are transcribed at a time.
  beforeAll(() => {
    const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    for (const [index, [name, open]] of chosen.entries()) {
      const lane = index % lanes.length;
      const talked = (lanes[lane] ?? Promise.resolve()).then(async () => {
        const heard = await open();
        return { ...heard, topics: await topicsOf(heard.path) };
      });
      lanes[lane] = talked.catch(() => undefined);
      found.set(name, talked);
    }
  });

  it.each(chosen.map(([name]) => name))(
    'begin with the topics of %s, without additional ones',
    async (name) => {
      const talked = await found.get(name);
      expectStarts(talked?.topics ?? [], talked?.starts ?? [Number.NaN]);
    },
    slow,
  );
});
