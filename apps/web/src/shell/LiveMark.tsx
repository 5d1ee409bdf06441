import type { ReactElement } from 'react';
import { useConnection } from '../api/connection.js';
import { useIsLive } from '../api/live-state.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';

/** Says whether changes are pushed. A bar of its own says that the server does not answer, or that its data may be old. */
export function LiveMark(): ReactElement | null {
  const isLive = useIsLive();
  const { awaySince, staleSince } = useConnection();
  if (awaySince !== undefined || staleSince !== undefined) return null;
  const words = isLive ? text.connection.live : text.connection.polling;
  return (
    <span className={isLive ? 'live-mark live' : 'live-mark'} title={words}>
      <Icon name={isLive ? 'ready' : 'waiting'} />
      <span>{words}</span>
    </span>
  );
}
