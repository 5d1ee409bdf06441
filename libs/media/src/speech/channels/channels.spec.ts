import fc from 'fast-check';
import type { TranscriptWord } from '../../transcript/transcript.js';
import { assignChannels } from './assign.js';
import { LevelRecorder, WINDOWS_PER_SECOND, type ChannelLevels } from './levels.js';
import { hasSpeakerInEachChannel } from './separation.js';

type Level = readonly [left: number, right: number];

/** Levels of whole seconds. */
function levelsOf(seconds: readonly Level[]): ChannelLevels {
  const recorder = new LevelRecorder(seconds.length);
  for (const [left, right] of seconds)
    for (let window = 0; window < WINDOWS_PER_SECOND; window += 1) {
      recorder.add('left', left);
      recorder.add('right', right);
    }
  return recorder.finish();
}
const repeat = (times: number, ...levels: readonly Level[]): readonly Level[] =>
  Array.from({ length: times }, () => levels).flat();
const SILENT = Number.NEGATIVE_INFINITY;

describe('two speakers with a channel each', () => {
  it.each<[string, readonly Level[]]>([
    ['a call', repeat(5, [-20, SILENT], [SILENT, -22])],
    ['two microphones in one room', repeat(5, [-20, -33], [-35, -22])],
    ['a long monologue with a few short answers', [...repeat(100, [-20, -60]), ...repeat(3, [-60, -20])]],
    ['much silence', [...repeat(200, [-70, -70]), ...repeat(5, [-20, -60], [-60, -20])]],
    ['some interruptions', [...repeat(8, [-20, -60], [-60, -20]), ...repeat(4, [-20, -20])]],
  ])('are recognized in %s', (_what, seconds) => {
    expect(hasSpeakerInEachChannel(levelsOf(seconds))).toBe(true);
  });

  it.each<[string, readonly Level[]]>([
    ['a recording without sound', []],
    ['digital silence', repeat(20, [SILENT, SILENT])],
    ['one microphone', repeat(20, [-20, -20])],
    ['a microphone that is nearer to one side', repeat(20, [-18, -24], [-24, -18])],
    ['a voice on one side only', repeat(20, [-20, SILENT])],
    ['a voice on one side and a click on the other', [...repeat(60, [-20, SILENT]), [SILENT, -10]]],
    ['noise that differs in the pauses', [...repeat(20, [-20, -20]), ...repeat(20, [-52, -80], [-80, -52])]],
    ['two people who always speak at once', repeat(20, [-20, -22])],
  ])('are not taken from %s', (_what, seconds) => {
    expect(hasSpeakerInEachChannel(levelsOf(seconds))).toBe(false);
  });

  it('are never recognized where both channels are equal, and always alike if the channels are exchanged', () => {
    const level = fc.integer({ min: -100, max: 0 });
    fc.assert(
      fc.property(fc.array(fc.tuple(level, level), { maxLength: 40 }), (seconds) => {
        expect(hasSpeakerInEachChannel(levelsOf(seconds.map(([left]) => [left, left])))).toBe(false);
        const exchanged = seconds.map(([left, right]): Level => [right, left]);
        expect(hasSpeakerInEachChannel(levelsOf(exchanged))).toBe(hasSpeakerInEachChannel(levelsOf(seconds)));
      }),
    );
  });
});

describe('assignChannels', () => {
  const word = (start: number, end: number): TranscriptWord => ({ word: 'w', start, end, confidence: 1 });
  const levels = levelsOf([
    [-20, -60],
    [-60, -20],
    [-20, -22],
    [-20, -60],
  ]);
  const speakers = (words: readonly TranscriptWord[], offset?: number) =>
    assignChannels(words, levels, offset).map(({ speaker }) => speaker);

  it('gives each word the channel that is louder during it', () => {
    expect(speakers([word(0.1, 0.5), word(1.1, 1.9), word(3, 3.5)])).toEqual(['left', 'right', 'left']);
  });

  it('continues the turn where both are loud, and after the end', () => {
    expect(speakers([word(1.1, 1.9), word(2.1, 2.9), word(9, 10)])).toEqual(['right', 'right', 'right']);
    expect(speakers([word(2.1, 2.5), word(3.1, 3.5)])).toEqual(['left', 'left']);
  });

  it('counts from the place where the transcript begins', () => {
    expect(speakers([word(0.1, 0.5)], 1)).toEqual(['right']);
  });

  it('labels nothing without a clear word', () => {
    expect(speakers([word(2.1, 2.9)])).toEqual([]);
  });

  it('follows the turns of any conversation', () => {
    const turns = fc.array(fc.record({ isLeft: fc.boolean(), seconds: fc.integer({ min: 1, max: 5 }) }), { minLength: 1 });
    fc.assert(
      fc.property(turns, (conversation) => {
        const seconds = conversation.flatMap(({ isLeft, seconds: length }) => repeat(length, isLeft ? [-20, -45] : [-45, -20]));
        const words = seconds.map((_, second) => word(second + 0.2, second + 0.8));
        expect(assignChannels(words, levelsOf(seconds)).map(({ speaker }) => speaker)).toEqual(
          seconds.map(([left, right]) => (left > right ? 'left' : 'right')),
        );
      }),
    );
  });
});
