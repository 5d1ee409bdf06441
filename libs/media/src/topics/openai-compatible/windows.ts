import { segmentWords } from '../../speech/segments.js';
import type { Transcript } from '../../speech/transcript.js';

export interface Line {
  readonly start: number;
  readonly text: string;
}

/** A part of a transcript that is asked about at once. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly Line[];
}

/** One line: a control character, a line break above all, could look like something that is not speech. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** What is said, line by line; words after the end of the recording are none. */
function linesOf({ segments, words, durationSeconds }: Transcript): readonly Line[] {
  const said = segments.length > 0 ? segments : segmentWords(words);
  return said.flatMap(({ start, text }) => (start < durationSeconds && plain(text) !== '' ? [{ start, text: plain(text) }] : []));
}

/** Windows of so many characters at most, one after another, from the beginning of the recording to its end. */
export function windowsOf(transcript: Transcript, maxCharacters: number): readonly Window[] {
  const groups: Line[][] = [];
  let size = Infinity;
  for (const line of linesOf(transcript)) {
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
