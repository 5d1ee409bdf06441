import { segmentWords } from '../../speech/segments.js';
import type { Transcript } from '../../transcript/transcript.js';

export interface Line {
  readonly start: number;
  readonly text: string;
}

export interface Window {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly Line[];
}

/** Makes one line: a control character, above all a line break, could look like something other than speech. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** Returns the speech line by line. Drops words after the end of the recording. */
function listLines({ segments, words, durationSeconds }: Transcript): readonly Line[] {
  const spoken = segments.length > 0 ? segments : segmentWords(words);
  return spoken.flatMap(({ start, text }) =>
    start < durationSeconds && plain(text) !== '' ? [{ start, text: plain(text) }] : [],
  );
}

/** Divides the recording into windows of at most this many characters, from its beginning to its end. */
export function splitIntoWindows(transcript: Transcript, maxCharacters: number): readonly Window[] {
  const groups: Line[][] = [];
  let size = Infinity;
  for (const line of listLines(transcript)) {
    if (size + line.text.length > maxCharacters) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(line);
    size += line.text.length;
  }
  return groups.map((lines, index) => ({
    start: index === 0 ? 0 : (lines[0]?.start ?? 0),
    end: groups[index + 1]?.[0]?.start ?? transcript.durationSeconds,
    lines,
  }));
}
