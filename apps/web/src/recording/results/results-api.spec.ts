import type { Artifact } from '../recording-api.js';
import { chaptersFile, found, lastBegun, madeOf, pieces, playTime } from './results-api.js';
import type { Segment } from './transcript-api.js';

const file = (name: string, role: string, media_type: string): Artifact => ({
  name,
  role,
  media_type,
  size: 1,
  sha256: 'a',
  url: `/x/${name}`,
});

describe('what there is to see of a recording', () => {
  it('plays the trimmed picture before the one that was sent, and sound where there is nothing else', () => {
    const source = file('talk.mp4', 'source', 'video/mp4');
    const audio = file('audio.mp3', 'audio', 'audio/mpeg');
    const video = file('video.mp4', 'video', 'video/mp4');
    expect(madeOf([audio, source, video]).media).toBe(video);
    expect(madeOf([audio, source]).media).toBe(source);
    expect(madeOf([audio]).media).toBe(audio);
    expect(madeOf([file('upload', 'source', 'application/octet-stream')]).media).toBeUndefined();
  });

  it('says nothing of what no run has made', () => {
    expect(madeOf([])).toEqual({ media: undefined, transcript: undefined, captions: undefined });
  });

  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3_723, '1:02:03'],
    [-1, '0:00'],
  ])('shows %d seconds as %s', (seconds, shown) => {
    expect(playTime(seconds)).toBe(shown);
  });

  it('finds words whatever their case', () => {
    const segment = (id: number, text: string): Segment => ({ id, start: id, end: id + 1, text });
    const all = [segment(0, 'Every step is an Event'), segment(1, 'and nothing lies')];
    expect(found(all, ' event ')).toEqual([all[0]]);
    expect(found(all, '')).toEqual(all);
  });

  it('cuts a line where the words stand, as they are written there', () => {
    expect(pieces('Water, and more water.', ' water ')).toEqual([
      { text: 'Water', isFound: true },
      { text: ', and more ', isFound: false },
      { text: 'water', isFound: true },
      { text: '.', isFound: false },
    ]);
    expect(pieces('nothing of it', 'water')).toEqual([{ text: 'nothing of it', isFound: false }]);
    expect(pieces('everything', '')).toEqual([{ text: 'everything', isFound: false }]);
  });

  it('cuts nothing where lower case has other places', () => {
    expect(pieces('İstanbul water', 'water')).toEqual([{ text: 'İstanbul water', isFound: false }]);
  });

  it('knows what was said last', () => {
    const lines = [{ start: 1 }, { start: 5 }];
    expect([0, 1, 4.9, 5, 60].map((at) => lastBegun(lines, at)?.start)).toEqual([undefined, 1, 1, 5, 5]);
  });

  it('makes a file of chapters that no title can break', () => {
    expect(chaptersFile([{ title: 'Tides --> and\n<moons> & more', start: 0, end: 3_661.5 }])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 01:01:01.500\nTides --&gt; and &lt;moons&gt; &amp; more',
    );
  });
});
