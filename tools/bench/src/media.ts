import { describeMediaTool } from '@throughline/media';
import { mediaTools, tempDir } from '@throughline/stack/testing';
import { figuresOf, ratioOf } from './measure/figures.js';
import { takeTurns } from './measure/rounds.js';
import { AUDIO, prepareSearches, VIDEO } from './media/silence.js';
import { generateTranscript } from './media/speech.js';
import { IN_TURN, prepareTextSteps, SIDE_BY_SIDE } from './media/text-steps.js';
import { generateVideo } from './media/video.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';

/** A lecture of half an hour. */
const DEFAULTS = { rounds: 5, seconds: 1_800 };

/** Compares the silence search on a video with that on its sound, and two steps one after the other with both side by side. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, seconds } = benchOptions(args, DEFAULTS);
  const tools = await mediaTools();
  const folder = await tempDir('tl-bench-media-');
  closing.add(() => folder.remove());
  say(`generating a video of ${String(seconds)} s`);
  const video = await generateVideo(tools, folder.path, seconds);
  const { turns, silences } = await prepareSearches(tools, video, folder.path);
  say('searching for silences');
  const searches = await takeTurns(turns, rounds);
  const transcript = await generateTranscript(seconds);
  say('topics and subtitles');
  const steps = await takeTurns(await prepareTextSteps(transcript, folder.path), rounds);
  const { version } = await describeMediaTool('ffmpeg', tools.ffmpeg);
  return {
    settings: { rounds, seconds, silences, words: transcript.words.length, ffmpeg: version },
    figures: [
      ...figuresOf(searches, { group: 'silence search', unit: 'ms', subject: VIDEO }),
      ...figuresOf(steps, { group: 'steps on a transcript', unit: 'ms', subject: IN_TURN }),
    ],
    ratio: { silence: ratioOf(searches, VIDEO, AUDIO), sideBySide: ratioOf(steps, IN_TURN, SIDE_BY_SIDE) },
  };
};
