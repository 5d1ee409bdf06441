import type { Span } from '../../trim/silence.js';
import type { Channel, SpokenWord, TranscriptWord } from '../../transcript/transcript.js';
import { WINDOWS_PER_SECOND, type ChannelLevels } from './levels.js';

/** A word whose levels differ by less may be of either speaker. */
const SURE_DB = 6;

const sumPower = (levels: Int8Array): number => levels.reduce((sum, db) => sum + 10 ** (db / 10), 0);

/** Returns the channel that is clearly louder during the span; `undefined` if both are about as loud. */
function findLouder({ left, right }: ChannelLevels, { start, end }: Span): Channel | undefined {
  const from = Math.max(0, Math.floor(start * WINDOWS_PER_SECOND));
  const to = Math.max(from + 1, Math.ceil(end * WINDOWS_PER_SECOND));
  const [one, other] = [sumPower(left.subarray(from, to)), sumPower(right.subarray(from, to))];
  if (one === 0 || other === 0) return undefined;
  const apart = 10 * Math.log10(one / other);
  if (Math.abs(apart) < SURE_DB) return undefined;
  return apart > 0 ? 'left' : 'right';
}

/**
 * Labels each word with the channel that is louder during it. A word that may be of either speaker continues the turn.
 * `offset` is the place of the words' second 0 in the levels.
 */
export function assignChannels(
  words: readonly TranscriptWord[],
  levels: ChannelLevels,
  offset = 0,
): readonly (SpokenWord & { readonly speaker: Channel })[] {
  const found = words.map(({ start, end }) => findLouder(levels, { start: start + offset, end: end + offset }));
  let speaker = found.find((channel) => channel !== undefined);
  if (speaker === undefined) return [];
  return words.map((word, index) => ({ ...word, speaker: (speaker = found[index] ?? (speaker as Channel)) }));
}
