import type { Channel } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { getHealthHint, getHealthBadge } from './channel-state.js';
import { Trouble } from './Trouble.js';

const words = text.channels;

export function HealthBadge({ health }: Pick<Channel, 'health'>): ReactElement {
  return <StatusBadge {...getHealthBadge(health)} />;
}

export function HealthFacts({ channel: { name, health } }: { readonly channel: Pick<Channel, 'name' | 'health'> }): ReactElement {
  const { last_success_at, backlog, last_error } = health;
  const hint = getHealthHint(health);
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
      {hint !== undefined && <small className="quiet">{hint}</small>}
      {last_error !== null && <Trouble trouble={last_error} />}
    </div>
  );
}
