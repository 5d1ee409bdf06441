import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../../probe/probe.js';
import { TestMedia } from '../../testing/test-media.js';
import type { Transcript } from '../../transcript/transcript.js';
import { distinguishChannels } from './distinguish-channels.js';

const tools = await mediaTools();
/** Tones stand for voices: left for the first four seconds, then right, then left. */
const turns = '0.3*sin(2*PI*300*t)*(lt(t,4)+gte(t,8))|0.3*sin(2*PI*500*t)*gte(t,4)*lt(t,8)';

describe('distinguishChannels', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(async () => {
    await media.remove();
  });

  const heard: Transcript = {
    engine: 'e',
    model: 'm',
    language: 'en',
    quality: 'normal',
    notes: [],
    durationSeconds: 10,
    meanConfidence: 1,
    segments: [],
    words: [0, 1.5, 3, 5, 6].map((start) => ({ word: `at${String(start)}`, start, end: start + 0.5, confidence: 1 })),
  };
  const distinguish = async (name: string, sound: string, more: Partial<Transcript> = {}): Promise<Transcript> => {
    const path = await media.make(name, { seconds: 12, sound: `aevalsrc='${sound}':s=44100` });
    const { audio, durationSeconds } = await probe(tools, path);
    expect(audio?.channels).toBe(2);
    return distinguishChannels(tools, { ...heard, ...more }, { path, index: audio?.index ?? 0, durationSeconds, offset: 2 });
  };

  it.each(['talk.wav', 'talk.mp3'])('gives each word of %s the speaker whose channel is louder', async (name) => {
    const { segments, speakers, words } = await distinguish(name, turns);
    expect(speakers).toEqual([
      { id: 'S1', channel: 'left' },
      { id: 'S2', channel: 'right' },
    ]);
    // Second 0 of the transcript is second 2 of the file.
    expect(segments.map(({ text, speaker }) => [text, speaker])).toEqual([
      ['at0', 'S1'],
      ['at1.5', 'S1'],
      ['at3', 'S2'],
      ['at5', 'S2'],
      ['at6', 'S1'],
    ]);
    expect(words).toEqual(heard.words);
  });

  it('leaves a recording with equal channels as it is', async () => {
    expect(await distinguish('mono.wav', '0.3*sin(2*PI*300*t)|0.3*sin(2*PI*300*t)')).toEqual(heard);
  });

  it('leaves the speakers of an engine as they are', async () => {
    const speakers = [{ id: 'S1' }, { id: 'S2' }, { id: 'S3' }];
    expect(await distinguish('guests.wav', turns, { speakers })).toEqual({ ...heard, speakers });
  });
});
