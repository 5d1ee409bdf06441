import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../probe/probe.js';
import { createPocketsphinxEngine } from '../speech/pocketsphinx/engine.js';
import { TestMedia } from '../testing/test-media.js';
import { trim } from '../trim/trim.js';
import { localTopicEngine } from './texttiling.js';
import type { Topic } from './topic.js';

const tools = await mediaTools();
const asset = (name: string): string => fileURLToPath(new URL(`../../../../assets/${name}`, import.meta.url));

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

/** A recording and the beginnings of its topics; a talk on one topic has one beginning. */
interface Heard {
  readonly path: string;
  readonly starts: readonly number[];
}

/** Returns a bundled sample, with its silence trimmed as in the pipeline. */
async function sample(name: string): Promise<Heard> {
  const truth = JSON.parse(await readFile(asset(`${name}.json`), 'utf8')) as { topics: { start: number }[] };
  const path = asset(`${name}.mp4`);
  const folders = { outputFolder: media.path('trimmed'), scratchFolder: media.path('scratch') };
  const trimmed = await trim({ path, media: await probe(tools, path), ...folders }, { tools });
  if (trimmed.mode !== 'cut') throw new Error(`the sample was not cut: ${trimmed.reason}`);
  return { path: trimmed.audio, starts: truth.topics.map(({ start }) => start - trimmed.start) };
}

// texttiling.spec.ts tests the algorithm on recorded transcripts of the same engine.
it.each(testDepth.samples(['short-talk', 'sample-talk']))(
  "finds the topics of a real engine's transcript of %s, without additional ones",
  async (name) => {
    const { path, starts } = await sample(name);
    const topics = await topicsOf(path);
    expect(topics).toHaveLength(starts.length);
    for (const [index, start] of starts.entries())
      if (index > 0) expect(Math.abs((topics[index]?.start ?? Number.NaN) - start)).toBeLessThanOrEqual(20);
  },
  600_000,
);
