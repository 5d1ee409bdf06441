import { useQuery } from '@tanstack/react-query';
import type { WebhookAttempt, WebhookEndpoint } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago, At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { attemptsQuery } from './webhooks-api.js';

const words = settingsText.webhooks;

interface Props {
  readonly webhook: WebhookEndpoint;
}

export function AttemptLine({ attempt }: { readonly attempt: WebhookAttempt }): ReactElement {
  const { at, event, status, error, item_id: item, position, retry_at: retryAt } = attempt;
  return (
    <li>
      <strong>
        <At at={at} />
      </strong>{' '}
      {words.event[event]} {item !== null && <code>{item}</code>}{' '}
      <span className="quiet">
        {words.status}: {status ?? words.noAnswer(error ?? '')}
        {item !== null && position !== null && ` · ${words.position(position)}`}
        {retryAt !== null && (
          <>
            {' · '}
            {words.retry}: <Ago at={retryAt} />
          </>
        )}
      </span>
    </li>
  );
}

/** The last requests to a webhook, newest first. */
export function Attempts({ webhook }: Props): ReactElement {
  const { data, error } = useQuery(attemptsQuery(webhook.id));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={2} />;
  if (data.length === 0) return <p className="quiet">{words.noAttempts}</p>;
  return (
    <ul className="reasons" aria-label={words.logOf(webhook.name)}>
      {data.map((attempt) => (
        <AttemptLine key={`${attempt.webhook_id} ${attempt.at}`} attempt={attempt} />
      ))}
    </ul>
  );
}
