import { labelSpeakers, type Transcript } from '@throughline/media';
import type { Topic } from './topics-file.js';

export interface TranscriptText {
  readonly title: string;
  /** Lines below the title, for example that the transcript is a draft. */
  readonly marks: readonly string[];
  readonly transcript: Pick<Transcript, 'segments' | 'speakers'>;
  readonly topics: readonly Topic[];
}

export type OutlineLine =
  | { readonly kind: 'title' | 'mark' | 'topic' | 'speaker'; readonly words: string }
  /** `start` in seconds. */
  | { readonly kind: 'passage'; readonly words: string; readonly start: number };

const UNKNOWN_SPEAKER = 'Unknown speaker';

/** Returns the line with the speaker of each passage that begins a turn. Speakers with one name are one person. */
function listTurns({ segments, speakers }: TranscriptText['transcript']): readonly (readonly OutlineLine[])[] {
  if (speakers === undefined || speakers.length === 0) return segments.map(() => []);
  const labels = labelSpeakers({ speakers });
  const nameOf = ({ speaker = '' }: Transcript['segments'][number]): string => labels.get(speaker) ?? UNKNOWN_SPEAKER;
  return segments.map((segment, index) => {
    const before = segments[index - 1];
    const name = nameOf(segment);
    return before !== undefined && nameOf(before) === name ? [] : [{ kind: 'speaker', words: name }];
  });
}

/** Returns a transcript for readers, line by line: the title, the topics as headings, the speakers, and each passage with its time. */
export function outlineTranscript({ title, marks, transcript, topics }: TranscriptText): readonly OutlineLine[] {
  const headings = topics.map(({ title: words, start }) => ({ start, line: { kind: 'topic', words } as const }));
  const turns = listTurns(transcript);
  const passages = transcript.segments.flatMap(({ start, end, text }, index): readonly OutlineLine[] => [
    // The topics that begin before the end of the passage, and that no earlier one has taken.
    ...headings.splice(0, headings.filter((topic) => topic.start < end).length).map(({ line }) => line),
    ...(turns[index] ?? []),
    { kind: 'passage', words: text.trim(), start },
  ]);
  // Topics after the last passage, for example of a demonstration without words.
  const rest = headings.map(({ line }) => line);
  return [{ kind: 'title', words: title }, ...marks.map((words) => ({ kind: 'mark', words }) as const), ...passages, ...rest];
}
