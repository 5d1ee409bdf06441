import type { Cue } from './cue.js';
import { renderSrt, renderVtt } from './formats.js';

const cues: readonly Cue[] = [
  { startMs: 0, endMs: 1_500, lines: ['Hello,', 'world'] },
  { startMs: 3_723_045, endMs: 3_725_000, lines: ['a < b && c --> d <i>{\\an8}'] },
];

describe('renderSrt', () => {
  it('numbers cues from 1, with commas in the times', () => {
    expect(renderSrt(cues.slice(0, 1))).toBe('1\n00:00:00,000 --> 00:00:01,500\nHello,\nworld\n');
  });

  it('writes nothing that a player takes for markup or for times', () => {
    expect(renderSrt(cues)).toBe(
      '1\n00:00:00,000 --> 00:00:01,500\nHello,\nworld\n\n2\n01:02:03,045 --> 01:02:05,000\na ‹ b && c → d ‹i›(\\an8)\n',
    );
  });

  it('returns an empty text without cues', () => {
    expect(renderSrt([])).toBe('');
  });
});

const spoken: readonly Cue[] = [
  { startMs: 0, endMs: 1_000, lines: ['One'], speaker: 'A <b> & co' },
  { startMs: 1_000, endMs: 2_000, lines: ['Two'], speaker: 'A <b> & co' },
  { startMs: 2_000, endMs: 3_000, lines: ['Three', 'four'], speaker: 'Bo' },
  { startMs: 3_000, endMs: 4_000, lines: ['Five'] },
];
const textsOf = (file: string): readonly string[] =>
  file.split('\n\n').flatMap((cue) => cue.match(/-->.*\n([^]*?)\n?$/)?.slice(1) ?? []);

describe('subtitles with speakers', () => {
  it('name the speaker at the beginning of each turn in SubRip', () => {
    expect(textsOf(renderSrt(spoken))).toEqual(['A ‹b› & co: One', 'Two', 'Bo: Three\nfour', 'Five']);
  });

  it('name the speaker of each cue in WebVTT, without markup of the name', () => {
    const anna = '<v A &lt;b&gt; &amp; co>';
    expect(textsOf(renderVtt(spoken))).toEqual([`${anna}One`, `${anna}Two`, '<v Bo>Three\nfour', 'Five']);
  });
});

describe('renderVtt', () => {
  it('begins with its header and escapes markup', () => {
    expect(renderVtt(cues)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello,\nworld\n\n01:02:03.045 --> 01:02:05.000\na &lt; b &amp;&amp; c --&gt; d &lt;i&gt;{\\an8}\n',
    );
  });

  it('returns a valid file without cues', () => {
    expect(renderVtt([])).toBe('WEBVTT\n');
  });
});
