import { useMutation } from '@tanstack/react-query';
import type { WebhookEndpoint } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { redeliver, webhooksQuery, type RedeliveryStart } from './webhooks-api.js';

const words = settingsText.webhooks;

const STARTS = ['time', 'position'] as const;
type StartKind = (typeof STARTS)[number];

interface FieldsProps {
  readonly kind: StartKind;
  readonly value: string;
  readonly onKind: (kind: StartKind) => void;
  readonly onValue: (value: string) => void;
}

/** The start of a redelivery: a time, or a position as payloads and the list of requests have it. */
export function RedeliveryFields({ kind, value, onKind, onValue }: FieldsProps): ReactElement {
  return (
    <>
      <Choice
        label={words.start}
        options={STARTS.map((one) => [one, words.starts[one]])}
        value={kind}
        onChange={(chosen) => {
          onKind(chosen === 'position' ? 'position' : 'time');
        }}
      />
      {kind === 'time' ? (
        <Field label={words.since} hint={words.sinceHint} type="datetime-local" required value={value} onChange={onValue} />
      ) : (
        <Field
          label={words.fromPosition}
          hint={words.positionHint}
          inputMode="numeric"
          pattern="0|[1-9][0-9]{0,17}"
          required
          value={value}
          onChange={onValue}
        />
      )}
    </>
  );
}

/** Reads the field of a time by the user's clock, because it has no offset. */
export const readStart = (kind: StartKind, value: string): RedeliveryStart =>
  kind === 'time' ? { from_time: new Date(value).toISOString() } : { from_position: value };

/** Asks for the events since a time, or from a position on, again. */
export function Redelivery({ webhook: { id, name } }: { readonly webhook: WebhookEndpoint }): ReactElement {
  const [kind, setKind] = useState<StartKind>('time');
  const [value, setValue] = useState('');
  const announce = useAnnounce();
  const refresh = useRefresh(webhooksQuery.queryKey);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => redeliver(id, readStart(kind, value)),
    onSuccess: () => {
      announce(words.asked);
      setValue('');
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
      <RedeliveryFields
        kind={kind}
        value={value}
        onKind={(chosen) => {
          setKind(chosen);
          setValue('');
        }}
        onValue={setValue}
      />
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" disabled={isPending}>
          {words.again}
        </Button>
      </div>
    </form>
  );
}
