import type { Speaker, Transcript } from './transcript.js';
import { correctTranscript } from './correct.js';
import { carrySpeakerNames, labelSpeakers, listSpokenWords, renameSpeaker } from './speakers.js';

const word = (text: string, start: number) => ({ word: text, start, end: start + 0.4, confidence: 0.7 });
const spoken = (speakers: readonly Speaker[], more: Partial<Transcript> = {}): Transcript => ({
  engine: 'e',
  model: 'm',
  language: 'en',
  quality: 'normal',
  notes: [],
  durationSeconds: 10,
  meanConfidence: 0.7,
  words: [word('good', 0), word('morning', 0.5), word('hello', 2)],
  segments: [
    { id: 0, start: 0, end: 1, text: 'good morning', confidence: 0.7, speaker: 'S1' },
    { id: 1, start: 2, end: 2.4, text: 'hello', confidence: 0.7, speaker: 'S2' },
  ],
  speakers,
  ...more,
});
const correction = { id: 'c', basis: 'b' };
const two: readonly Speaker[] = [
  { id: 'S1', channel: 'left' },
  { id: 'S2', channel: 'right' },
];

describe('renameSpeaker', () => {
  it('sets the name once for the whole recording, and removes it', () => {
    const named = renameSpeaker(spoken(two), { id: 'S2', name: 'Bo' }, correction);
    expect([...labelSpeakers(named).values()]).toEqual(['Speaker 1', 'Bo']);
    expect(named).toMatchObject({ correction, segments: spoken(two).segments });
    expect(renameSpeaker(named, { id: 'S2', name: undefined }, correction).speakers).toEqual(two);
  });
});

describe('listSpokenWords', () => {
  const labels = (transcript: Transcript) => listSpokenWords(transcript).map(({ speaker }) => speaker);

  it('labels each word with its speaker, and with a name that two speakers share', () => {
    expect(labels(spoken([{ id: 'S1' }, { id: 'S2', name: 'Bo' }]))).toEqual(['Speaker 1', 'Speaker 1', 'Bo']);
    const same = ['S1', 'S2'].map((id) => ({ id, name: 'Bo' }));
    expect(labels(spoken(same))).toEqual(['Bo', 'Bo', 'Bo']);
  });

  it('labels no word of a single speaker without a name', () => {
    const [one] = spoken(two).segments;
    const single = spoken([{ id: 'S1' }], { segments: one === undefined ? [] : [one] });
    expect(labels(single)).toEqual([undefined, undefined, undefined]);
  });

  it('labels no word if a correction left passages of only one speaker without a name', () => {
    const left = correctTranscript(spoken(two), [{ id: 0, start: 0, end: 1, text: 'good morning' }], correction);
    expect(left.speakers).toEqual(two);
    expect(labels(left)).toEqual([undefined, undefined]);
    const alone = renameSpeaker(left, { id: 'S1', name: 'Anna' }, correction);
    expect(labels(alone)).toEqual(['Anna', 'Anna']);
  });
});

describe('a corrected transcript with speakers', () => {
  it('keeps the speaker of each passage, and gives an added one the speaker at its time', () => {
    const mended = [
      { id: 0, start: 0, end: 1, text: 'Good evening' },
      { id: 1, start: 2, end: 2.4, text: 'hello' },
      { start: 3, end: 4, text: 'how are you' },
    ];
    expect(correctTranscript(spoken(two), mended, correction).segments.map(({ speaker }) => speaker)).toEqual(['S1', 'S2', 'S2']);
  });
});

describe('carrySpeakerNames', () => {
  const earlier = spoken([
    { id: 'S1', channel: 'left', name: 'Anna' },
    { id: 'S2', channel: 'right', name: 'Bo' },
  ]);

  it('keeps the name of a channel, whatever the id', () => {
    const heard = spoken([
      { id: 'S1', channel: 'right' },
      { id: 'S2', channel: 'left' },
    ]);
    expect(carrySpeakerNames(earlier, heard).speakers?.map(({ name }) => name)).toEqual(['Bo', 'Anna']);
  });

  it.each<[string, Transcript, Transcript]>([
    ['voices that an engine numbers anew', spoken([{ id: 'S1', name: 'Anna' }]), spoken([{ id: 'S1' }])],
    ['a channel of which nobody was named', spoken(two), spoken(two)],
    ['another cut', earlier, spoken(two, { durationSeconds: 12 })],
  ])('names nobody for %s', (_what, before, heard) => {
    expect(carrySpeakerNames(before, heard).speakers?.some((speaker) => 'name' in speaker)).toBe(false);
  });
});
