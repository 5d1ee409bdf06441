import type { ReactElement } from 'react';
import { useConnection } from '../api/connection.js';
import { Icon } from '../components/Icon/Icon.js';
import { At } from '../controls/Times.js';
import { text } from '../texts/text.js';

/** Shows that the server answers with data that may lack changes, and since when. */
export function StaleBar(): ReactElement {
  const { awaySince, staleSince } = useConnection();
  const isStale = staleSince !== undefined && awaySince === undefined;
  return (
    <section className={isStale ? 'away' : undefined} aria-label={isStale ? text.connection.label : undefined}>
      {isStale && <Icon name="away" />}
      <div>
        <p role="status">
          {isStale && (
            <strong>
              {text.connection.stale} <At at={staleSince} />.
            </strong>
          )}
        </p>
        {isStale && <p>{text.connection.staleHint}</p>}
      </div>
    </section>
  );
}
