import { useEffect, type ReactElement } from 'react';
import { askGateway } from '../api/ask-gateway.js';
import { useConnection, connection } from '../api/connection.js';
import { Ago, At } from '../controls/Times.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';

const LOOK_EVERY_MS = 10_000;
const LOOK_WHILE_AWAY_MS = 2_000;

/** Checks whether the gateway answers while the page sends no other requests. */
function useHeartbeat(isAway: boolean): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') askGateway().catch(() => undefined);
    };
    const timer = setInterval(look, isAway ? LOOK_WHILE_AWAY_MS : LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isAway]);
}

/** Shows the age of the data. Outside the live region, because it changes constantly. */
function LastAnswer({ answeredAt }: { readonly answeredAt: number | undefined }): ReactElement {
  if (answeredAt === undefined) return <>{text.connection.never}</>;
  return (
    <>
      {text.connection.lastAnswer} <At at={answeredAt} /> (<Ago at={answeredAt} />
      ).
    </>
  );
}

/** Shows that the gateway does not answer, since when, and how old the data is. */
export function AwayBar(): ReactElement {
  const { awaySince } = useConnection();
  const isAway = awaySince !== undefined;
  useHeartbeat(isAway);
  return (
    <section className={isAway ? 'away' : undefined} aria-label={isAway ? text.connection.label : undefined}>
      {isAway && <Icon name="away" />}
      <div>
        <p role="status">
          {isAway && (
            <strong>
              {text.connection.away} {text.connection.since} <At at={awaySince} />.
            </strong>
          )}
        </p>
        {isAway && (
          <p>
            <LastAnswer answeredAt={connection.now().answeredAt} /> {text.connection.trying}
          </p>
        )}
      </div>
    </section>
  );
}
