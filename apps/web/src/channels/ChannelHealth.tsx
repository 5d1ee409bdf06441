import type { ReactElement } from 'react';
import { Badge } from '../controls/Badge.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { shownHealth } from './channel-state.js';
import type { Channel } from './channels-api.js';
import { Trouble } from './Trouble.js';

const words = text.channels;

/** How its pages stand, in one sign. */
export function HealthBadge({ health }: Pick<Channel, 'health'>): ReactElement {
  const { words: said, tone, icon } = shownHealth(health);
  return (
    <Badge tone={tone} icon={icon}>
      {said}
    </Badge>
  );
}

/** When its pages were last written, how many are behind, and what stands in the way. */
export function HealthFacts({ channel: { name, health } }: { readonly channel: Pick<Channel, 'name' | 'health'> }): ReactElement {
  const { state, last_success_at, backlog, last_error } = health;
  return (
    <div className="line-more channel-health" role="group" aria-label={words.healthLabel(name)}>
      <small className="quiet">
        {words.lastSuccess}: {last_success_at === null ? words.never : <Ago at={last_success_at} />}
        {backlog !== null && (
          <>
            {' · '}
            {words.backlog}: {backlog}
          </>
        )}
      </small>
      {words.healthHint[state] !== undefined && <small className="quiet">{words.healthHint[state]}</small>}
      {last_error !== null && <Trouble trouble={last_error} />}
    </div>
  );
}
