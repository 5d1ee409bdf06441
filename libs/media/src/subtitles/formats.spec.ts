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
