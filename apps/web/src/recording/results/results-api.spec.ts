import type { Artifact, Segment, Speaker } from '@throughline/api-client';
import {
  buildChaptersFile,
  findLastStarted,
  findNextToCheck,
  findResultFiles,
  findTurns,
  listHits,
  splitLine,
} from './results-api.js';
import { formatPlayTime } from '../../texts/times.js';

const file = (name: string, role: string, media_type: string): Artifact => ({
  name,
  role,
  media_type,
  size: 1,
  sha256: 'a',
  url: `/x/${name}`,
});

describe('the results of a recording', () => {
  it('are the files by their names and roles, as far as a run has made them', () => {
    const [video, transcript, captions] = [
      file('video.mp4', 'video', 'video/mp4'),
      file('transcript.json', 'transcript', 'application/json'),
      file('subtitles.vtt', 'subtitles_vtt', 'text/vtt'),
    ];
    const previews = { state: 'none', file_sha256: null, web_state: null, web_url: null, web_media_type: null } as const;
    expect(findResultFiles([captions, transcript, video], previews)).toEqual({ media: video, own: video, transcript, captions });
    expect(findResultFiles([], previews)).toEqual({});
  });

  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3_723, '1:02:03'],
    [-1, '0:00'],
  ])('show %d seconds as %s', (seconds, shown) => {
    expect(formatPlayTime(seconds)).toBe(shown);
  });

  it('list each match of the search, ignoring case', () => {
    const segment = (id: number, text: string): Segment => ({ id, start: id, end: id + 1, text });
    const all = [segment(0, 'Every event is an Event'), segment(1, 'and nothing lies'), segment(2, 'in the event')];
    expect(listHits(all, ' EVENT ')).toEqual([
      { segment: 0, place: 0 },
      { segment: 0, place: 1 },
      { segment: 2, place: 0 },
    ]);
    expect(listHits(all, '')).toEqual([]);
  });

  it('split a line at the matching words', () => {
    expect(splitLine('Water, and more water.', ' water ')).toEqual([
      { text: 'Water', isFound: true },
      { text: ', and more ', isFound: false },
      { text: 'water', isFound: true },
      { text: '.', isFound: false },
    ]);
    expect(splitLine('nothing of it', 'water')).toEqual([{ text: 'nothing of it', isFound: false }]);
    expect(splitLine('everything', '')).toEqual([{ text: 'everything', isFound: false }]);
  });

  it('split at the right place if lower case shifts the positions, and take signs for themselves', () => {
    expect(splitLine('İstanbul water', 'WATER')).toEqual([
      { text: 'İstanbul ', isFound: false },
      { text: 'water', isFound: true },
    ]);
    expect(splitLine('(a-b) costs $5/kg?', '(a-b) costs $5/kg?')).toEqual([{ text: '(a-b) costs $5/kg?', isFound: true }]);
    expect(splitLine('anything', '.*')).toEqual([{ text: 'anything', isFound: false }]);
  });

  it('find the last line that has started', () => {
    const lines = [{ start: 1 }, { start: 5 }];
    expect([0, 1, 4.9, 5, 60].map((at) => findLastStarted(lines, at)?.start)).toEqual([undefined, 1, 1, 5, 5]);
  });

  it('contain a chapter file that no title can break', () => {
    expect(buildChaptersFile([{ title: 'Tides --> and\n<moons> & more', start: 0, end: 3_661.5 }])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 01:01:01.500\nTides --&gt; and &lt;moons&gt; &amp; more',
    );
  });

  it('lead from one passage to check to the next, and from the last one to the first', () => {
    const passage = { start: 0, end: 1, text: 'words' };
    const segments: readonly Segment[] = [
      { ...passage, id: 0 },
      { ...passage, id: 1, doubtful: true },
      { ...passage, id: 2 },
      { ...passage, id: 3, corrected: true, heard: '' },
    ];
    const after = [undefined, 0, 1, 2, 3].map((id) => findNextToCheck(segments, id)?.id);
    expect(after).toEqual([1, 1, 3, 3, 1]);
    expect(findNextToCheck(segments.slice(0, 1), undefined)).toBeUndefined();
  });
});

describe('turns of speakers', () => {
  const segment = (id: number, speaker?: string): Segment => ({
    ...{ id, start: id, end: id + 1, text: 'words' },
    ...(speaker === undefined ? {} : { speaker }),
  });
  const speakerOf = (id: string, label: string): Speaker => ({ id, label, name: label });
  const turns = (segments: readonly Segment[], speakers: readonly Speaker[]) =>
    findTurns(segments, speakers).map(({ turn }) => (turn === undefined ? '' : (turn.speaker?.label ?? 'unknown')));

  it('begin where the speaker changes, or is not known', () => {
    const segments = [segment(0, 'S1'), segment(1, 'S1'), segment(2, 'S2'), segment(3), segment(4, 'S1')];
    expect(turns(segments, [speakerOf('S1', 'Anna'), speakerOf('S2', 'Bo')])).toEqual(['Anna', '', 'Bo', 'unknown', 'Anna']);
  });

  it('do not begin between two speakers of one name', () => {
    expect(turns([segment(0, 'S1'), segment(1, 'S2')], [speakerOf('S1', 'Anna'), speakerOf('S2', 'Anna')])).toEqual(['Anna', '']);
  });

  it('do not exist without speakers', () => {
    expect(turns([segment(0), segment(1)], [])).toEqual(['', '']);
  });
});
