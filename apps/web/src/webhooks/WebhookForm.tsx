import { useMutation } from '@tanstack/react-query';
import type { WebhookEvent } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { WEBHOOK_EVENTS, type WebhookContent } from './webhooks-api.js';

const words = text.webhooks;

interface EventsProps {
  readonly chosen: readonly WebhookEvent[];
  readonly onChange: (events: readonly WebhookEvent[]) => void;
}

function Events({ chosen, onChange }: EventsProps): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{words.events}</legend>
      {WEBHOOK_EVENTS.map((event) => (
        <label key={event}>
          <input
            type="checkbox"
            checked={chosen.includes(event)}
            onChange={({ currentTarget: { checked } }) => {
              onChange(WEBHOOK_EVENTS.filter((one) => (one === event ? checked : chosen.includes(one))));
            }}
          />
          {words.event[event]}
        </label>
      ))}
    </fieldset>
  );
}

interface Props {
  readonly initial: WebhookContent;
  readonly submit: string;
  /** Errors of the API are shown below the form. */
  readonly save: (content: WebhookContent) => Promise<void>;
}

export function WebhookForm({ initial, submit, save }: Props): ReactElement {
  const [draft, setDraft] = useState(initial);
  const { mutate, error, isPending } = useMutation({ mutationFn: save });
  const change = (part: Partial<WebhookContent>): void => {
    setDraft((before) => ({ ...before, ...part }));
  };
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(draft);
      }}
    >
      <Field
        label={words.name}
        required
        maxLength={maxLengths.WebhookEndpointBody.name}
        value={draft.name}
        onChange={(name) => {
          change({ name });
        }}
      />
      <Field
        label={words.url}
        hint={words.urlHint}
        required
        type="url"
        maxLength={maxLengths.WebhookEndpointBody.url}
        value={draft.url}
        onChange={(url) => {
          change({ url });
        }}
      />
      <Events
        chosen={draft.events}
        onChange={(events) => {
          change({ events: [...events] });
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending || draft.events.length === 0}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
