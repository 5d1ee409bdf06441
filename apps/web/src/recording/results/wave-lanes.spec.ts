import { listLaneSpeakers, listSpeakerParts, listUnsureParts } from './wave-lanes.js';

type SpokenTranscript = Parameters<typeof listSpeakerParts>[0];

const passage = (id: number, speaker: string | undefined, more: object = {}) => ({
  id,
  start: 10 * id,
  end: 10 * id + 8,
  speaker,
  ...more,
});
const words = {
  segments: [passage(0, 'S1'), passage(1, 'S1'), passage(2, 'S2', { doubtful: true }), passage(3, undefined), passage(4, 'S1')],
  speakers: [
    { id: 'S1', label: 'Anna', name: 'Anna' },
    { id: 'S2', label: 'Speaker 2', name: null },
  ],
} as unknown as SpokenTranscript;

describe('the lanes below the waveform', () => {
  it('show the turns of the known speakers', () => {
    expect(listSpeakerParts(words)).toEqual([
      { start: 0, end: 18, place: 0 },
      { start: 20, end: 28, place: 1 },
      { start: 40, end: 48, place: 0 },
    ]);
    expect(listSpeakerParts({ ...words, speakers: [] })).toEqual([]);
  });

  it('have a legend that names each person once', () => {
    expect(listLaneSpeakers(words)).toEqual([
      { label: 'Anna', place: 0 },
      { label: 'Speaker 2', place: 1 },
    ]);
    const speakers = words.speakers.map((speaker) => ({ ...speaker, label: 'Anna' }));
    expect(listLaneSpeakers({ ...words, speakers })).toEqual([{ label: 'Anna', place: 0 }]);
  });

  it('show the passages to check', () => {
    expect(listUnsureParts(words)).toEqual([{ start: 20, end: 28 }]);
  });
});
