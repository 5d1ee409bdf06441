import { mediaTools } from '@throughline/stack/testing';
import { TestMedia } from '../testing/test-media.js';
import { placeTranscript } from './place-transcript.js';

const tools = await mediaTools();
const word = (text: string, start: number): { word: string; start: number; end: number; confidence: number } => ({
  word: text,
  start,
  end: start + 0.5,
  confidence: 0.9,
});
const span = { start: 3, end: 12 };

describe('placeTranscript', () => {
  let media: TestMedia;
  let path: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    // A loud tone of five seconds, and the hum of a room: too loud for digital silence, too quiet for speech.
    const sound = "aevalsrc='if(lt(t,5),0.3,0.006)*sin(2*PI*440*t)':s=16000";
    path = await media.make('hum.mp3', { seconds: 12, sound });
  });
  afterAll(() => media.remove());

  it('finds where it is too quiet for speech, in seconds of the recording', async () => {
    const heard = { words: [word('Thank', 4), word('you.', 4.5)], notes: [] };
    const { silences } = await placeTranscript(tools, path, { span, heard }, undefined);
    expect(silences).toEqual([{ start: expect.closeTo(5, 0), end: expect.closeTo(12, 0) }]);
  });

  it('does not listen again if the engine wrote no phrase that it tends to invent', async () => {
    const placed = { span, heard: { words: [word('hello', 4)], notes: [] } };
    expect(await placeTranscript(tools, path, placed, undefined)).toBe(placed);
  });
});
