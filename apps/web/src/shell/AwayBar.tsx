import { useEffect, type ReactElement } from 'react';
import { useConnection, connection } from '../api/connection.js';
import { ask } from '../api/client.js';
import { Ago, At } from '../controls/Times.js';
import { Icon } from '../controls/Icon.js';
import { text } from '../texts/text.js';

const LOOK_EVERY_MS = 10_000;
const LOOK_WHILE_AWAY_MS = 2_000;

/** Asks whether the gateway is there while the page has nothing else to ask. */
function useHeartbeat(isAway: boolean): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') ask('/health/live').catch(() => undefined);
    };
    const timer = setInterval(look, isAway ? LOOK_WHILE_AWAY_MS : LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isAway]);
}

/** Says that the gateway is away, since when, and how old what is shown is. */
export function AwayBar(): ReactElement {
  const { awaySince } = useConnection();
  useHeartbeat(awaySince !== undefined);
  const { heardAt } = connection.now();
  return (
    <div role="status" aria-live="polite">
      {awaySince !== undefined && (
        <div className="away">
          <Icon name="away" />
          <p>
            <strong>
              {text.connection.away} {text.connection.since} <At at={awaySince} />.
            </strong>{' '}
            {heardAt === undefined ? (
              text.connection.never
            ) : (
              <>
                {text.connection.lastAnswer} <At at={heardAt} /> (<Ago at={heardAt} />
                ).
              </>
            )}{' '}
            {text.connection.trying}
          </p>
        </div>
      )}
    </div>
  );
}
