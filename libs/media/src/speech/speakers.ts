import { segmentWords } from './segments.js';
import type { Speaker, SpokenWord, Transcript } from '../transcript/transcript.js';

const toSpeakerId = (index: number): string => `S${String(index + 1)}`;

/**
 * Returns the segments, words and speakers of a transcript. Labels of any form become ids in the order of first appearance, and
 * `describe` adds what a label says about its speaker.
 */
export function divideSpeech(
  labelled: readonly SpokenWord[],
  describe: (label: string) => Omit<Speaker, 'id'> = () => ({}),
): Pick<Transcript, 'segments' | 'words' | 'speakers'> {
  const labels = [...new Set(labelled.flatMap(({ speaker }) => speaker ?? []))];
  const ids = new Map(labels.map((label, index) => [label, toSpeakerId(index)]));
  const spoken = labelled.map(({ speaker, ...word }): SpokenWord => {
    const id = speaker === undefined ? undefined : ids.get(speaker);
    return id === undefined ? word : { ...word, speaker: id };
  });
  return {
    segments: segmentWords(spoken),
    words: spoken.map(({ speaker: _, ...word }) => word),
    ...(labels.length === 0 ? {} : { speakers: labels.map((label, index) => ({ id: toSpeakerId(index), ...describe(label) })) }),
  };
}
