import type { JsonObject } from '@throughline/contracts';
import type { LocalFile, StepContext } from '@throughline/engine';
import { probe, type Transcript } from '@throughline/media';
import { TestMedia } from '@throughline/media/testing';
import { mediaTools } from '@throughline/stack/testing';
import { distinguishSpeakers } from './distinguish-speakers.js';

const tools = await mediaTools();
/** Tones stand for voices: left for four seconds, then right. */
const turns = "aevalsrc='0.3*sin(2*PI*300*t)*lt(t,4)|0.3*sin(2*PI*500*t)*gte(t,4)':s=16000";
const heard: Transcript = {
  engine: 'spec',
  model: 'spec',
  language: 'en',
  quality: 'normal',
  notes: [],
  durationSeconds: 6,
  meanConfidence: 1,
  segments: [],
  words: [0, 1, 3, 4].map((start) => ({ word: 'word', start, end: start + 0.5, confidence: 1 })),
};

describe('distinguishSpeakers', () => {
  let media: TestMedia;
  let path: string;
  let warnings: string[];
  let asked: string[];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    path = await media.make('talk.wav', { seconds: 8, sound: turns });
  });
  afterAll(() => media.remove());
  beforeEach(() => {
    [warnings, asked] = [[], []];
  });

  const file = (role: string): LocalFile => ({
    path,
    artifact: { role, name: role, key: role, mediaType: 'audio/wav', size: 1, sha256: '' },
  });
  const distinguish = async (
    role: string,
    trimmed: JsonObject,
    input: StepContext['input'] = () => Promise.resolve(file('source')),
  ) => {
    const made = await distinguishSpeakers(
      tools,
      heard,
      { file: file(role), media: await probe(tools, path) },
      {
        input: (wanted) => {
          asked.push(wanted);
          return input(wanted);
        },
        resultOf: () => trimmed,
        signal: new AbortController().signal,
        log: { info: () => undefined, warn: (_: object, message: string) => warnings.push(message), error: () => undefined },
      },
    );
    return made.segments.map(({ speaker }) => speaker);
  };

  it('measures the original of trimmed audio, from the place where the trimmed audio begins', async () => {
    expect(await distinguish('audio', { channels: 2, start_seconds: 2 })).toEqual(['S1', 'S1', 'S2', 'S2']);
  });

  it('measures a source that was not trimmed', async () => {
    expect(await distinguish('source', {})).toEqual(['S1', 'S1', 'S1', 'S2']);
    expect(asked).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['has one channel', { channels: 1 }],
    ['was trimmed by an earlier release', {}],
  ])('does not open an original that %s', async (_what, trimmed) => {
    expect(await distinguish('audio', trimmed)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('goes without speakers if the original is gone, and waits for a store that is away', async () => {
    const failing = (kind: string) => () => Promise.reject(Object.assign(new Error(kind), { kind }));
    expect(await distinguish('audio', { channels: 2 }, failing('not-found'))).toEqual([]);
    expect(warnings).toHaveLength(1);
    await expect(distinguish('audio', { channels: 2 }, failing('waiting'))).rejects.toMatchObject({ kind: 'waiting' });
  });
});
