import { mediaTools } from '@throughline/stack/testing';
import { runTool } from '../process/run-tool.js';
import { TestMedia } from '../testing/test-media.js';
import type { Cue } from './cue.js';
import { renderSrt, renderVtt } from './formats.js';

const tools = await mediaTools();
let media: TestMedia;
beforeAll(async () => {
  media = await TestMedia.create(tools);
});
afterAll(async () => {
  await media.remove();
});

const cues: readonly Cue[] = [
  { startMs: 1_000, endMs: 2_500, lines: ['Grüße, мир', '& <b>friends</b> 🎬'] },
  { startMs: 2_580, endMs: 5_000, lines: ['--> the end'] },
];

/** Returns time and text of each cue as ffmpeg reads them. */
async function shownLines(name: string, content: string): Promise<string[]> {
  const path = await media.write(name, content);
  const output = await runTool(tools.ffmpeg, ['-nostdin', '-v', 'error', '-i', path, '-f', 'webvtt', '-'], {
    timeLimitMs: 30_000,
  });
  return output.trim().split('\n\n').slice(1);
}

describe('subtitles read by ffmpeg', () => {
  it('keep times and text in WebVTT', async () => {
    const [first, second] = await shownLines('talk.vtt', renderVtt(cues));
    expect(first).toBe('00:01.000 --> 00:02.500\nGrüße, мир\n& <b>friends</b> 🎬');
    expect(second).toBe('00:02.580 --> 00:05.000\n--> the end');
  });

  it('keep times and text in SubRip, with look-alikes for markup', async () => {
    const [first, second] = await shownLines('talk.srt', renderSrt(cues));
    expect(first).toBe('00:01.000 --> 00:02.500\nGrüße, мир\n& ‹b›friends‹/b› 🎬');
    expect(second).toBe('00:02.580 --> 00:05.000\n→ the end');
  });
});
