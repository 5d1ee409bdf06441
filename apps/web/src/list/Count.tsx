import type { ReactElement } from 'react';
import { useIsLive } from '../api/live-state.js';
import { text } from '../texts/text.js';

interface Props {
  readonly shown: number;
  /** Undefined while unknown. */
  readonly total: number | undefined;
  readonly words: (total: number) => string;
}

/** Shows the number of items and whether changes are pushed. */
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
