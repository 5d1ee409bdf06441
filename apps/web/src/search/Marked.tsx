import type { SearchRange } from '@throughline/api-client';
import type { ReactElement } from 'react';

interface Props {
  readonly text: string;
  readonly ranges: readonly SearchRange[];
}

/** A text with the words that were found. It is plain text: markup in it is shown, never applied. */
export function Marked({ text, ranges }: Props): ReactElement {
  const ends = [0, ...ranges.map(({ start, length }) => start + length)];
  return (
    <>
      {ranges.map(({ start, length }, nth) => (
        <span key={start}>
          {text.slice(ends[nth], start)}
          <mark>{text.slice(start, start + length)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
