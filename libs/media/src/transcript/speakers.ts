import type { SpokenWord, Transcript } from './transcript.js';
import { isSameCut } from './same-cut.js';
import { groupWordsBySegment } from './timed-words.js';

/** Returns the name of each speaker by id: the name that a person set, or `Speaker 1`. */
export const labelSpeakers = ({ speakers = [] }: Pick<Transcript, 'speakers'>): ReadonlyMap<string, string> =>
  new Map(speakers.map(({ id, name }, index) => [id, name ?? `Speaker ${String(index + 1)}`]));

/** Returns the labels for text and subtitles. A single speaker with passages, but without a name, needs none. */
export const labelWrittenSpeakers = (transcript: Pick<Transcript, 'segments' | 'speakers'>): ReadonlyMap<string, string> => {
  const heard = new Set(transcript.segments.map(({ speaker }) => speaker));
  const speakers = (transcript.speakers ?? []).filter(({ id }) => heard.has(id));
  return speakers.length > 1 || speakers.some(({ name }) => name !== undefined) ? labelSpeakers(transcript) : new Map();
};

/** Returns the words with the labels of their speakers, for subtitles. */
export function listSpokenWords(transcript: Pick<Transcript, 'segments' | 'words' | 'speakers'>): readonly SpokenWord[] {
  const labels = labelWrittenSpeakers(transcript);
  if (labels.size === 0) return transcript.words;
  const grouped = groupWordsBySegment(transcript.segments, transcript.words);
  return transcript.segments.flatMap(({ id, speaker = '' }) => {
    const label = labels.get(speaker);
    return (grouped.get(id) ?? []).map((word) => (label === undefined ? word : { ...word, speaker: label }));
  });
}

/** Returns the transcript with another name of one speaker. Without a name the speaker is shown by number again. */
export function renameSpeaker(
  before: Transcript,
  { id, name }: { readonly id: string; readonly name: string | undefined },
  correction: NonNullable<Transcript['correction']>,
): Transcript {
  const speakers = (before.speakers ?? []).map((speaker) => {
    if (speaker.id !== id) return speaker;
    const { name: _, ...unnamed } = speaker;
    return name === undefined ? unnamed : { ...unnamed, name };
  });
  return { ...before, speakers, correction };
}

/**
 * Gives the speakers of a later transcript the names that a person set. Only a channel means the same person again: an engine
 * numbers the voices anew each time.
 */
export function carrySpeakerNames(earlier: Transcript, heard: Transcript): Transcript {
  if (heard.speakers === undefined || !isSameCut(earlier, heard)) return heard;
  const names = new Map((earlier.speakers ?? []).flatMap(({ channel, name }) => (channel && name ? [[channel, name]] : [])));
  const speakers = heard.speakers.map((speaker) => {
    const name = speaker.channel && names.get(speaker.channel);
    return name === undefined ? speaker : { ...speaker, name };
  });
  return { ...heard, speakers };
}
