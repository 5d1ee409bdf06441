import type { ReactElement } from 'react';
import { useIsLive } from '../api/live-state.js';
import { text } from '../texts/text.js';

interface Props {
  /** How many are shown now. */
  readonly shown: number;
  /** How many there are; undefined while that is not known. */
  readonly total: number | undefined;
  readonly words: (total: number) => string;
}

/** How many there are, and whether changes are pushed. */
export function Count({ shown, total, words }: Props): ReactElement {
  const isLive = useIsLive();
  return (
    <p className="count quiet">
      <span className={isLive ? 'pulse live' : 'pulse'} aria-hidden="true" />
      {isLive ? text.list.live : text.list.polling}
      {total !== undefined && total > 0 && ` · ${total > shown ? text.list.shown(shown, total) : words(total)}`}
    </p>
  );
}
