import { useMutation, useQuery } from '@tanstack/react-query';
import type { WebhookAttempt, WebhookEndpoint } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago, At } from '../controls/Times.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { useWebhooksChanged } from './WebhookButtons.js';
import { attemptsQuery, redeliverSince } from './webhooks-api.js';

const words = text.webhooks;

interface Props {
  readonly webhook: WebhookEndpoint;
}

export function AttemptLine({ attempt }: { readonly attempt: WebhookAttempt }): ReactElement {
  const { at, event, status, error, item_id: item, retry_at: retryAt } = attempt;
  return (
    <li>
      <strong>
        <At at={at} />
      </strong>{' '}
      {words.event[event]} {item !== null && <code>{item}</code>}{' '}
      <span className="quiet">
        {words.status}: {status ?? words.noAnswer(error ?? '')}
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

/** Asks for the events since a time again. */
export function Redelivery({ webhook: { id, name } }: Props): ReactElement {
  const [since, setSince] = useState('');
  const announce = useAnnounce();
  const refresh = useWebhooksChanged();
  const { mutate, error, isPending } = useMutation({
    // The field has the time of the user's clock, without an offset.
    mutationFn: () => redeliverSince(id, new Date(since).toISOString()),
    onSuccess: () => {
      announce(words.asked);
      setSince('');
    },
    onSettled: refresh,
  });
  return (
    <form
      className="fields"
      aria-label={words.againOf(name)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate();
      }}
    >
      <Field label={words.since} hint={words.sinceHint} type="datetime-local" required value={since} onChange={setSince} />
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" disabled={isPending}>
          {words.again}
        </Button>
      </div>
    </form>
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
