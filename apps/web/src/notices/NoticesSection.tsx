import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Notices } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { CheckList } from '../controls/CheckList.js';
import { Ago } from '../controls/Times.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { NOTICE_KINDS, noticesQuery, saveNotices, turnNoticesOff, type NoticesChange } from './notices-api.js';

const words = text.notices;

interface Props {
  readonly notices: Notices;
}

interface FormProps extends Props {
  readonly isPending: boolean;
  readonly onSave: (change: NoticesChange) => void;
  readonly onTurnOff: () => void;
}

/** The form starts from what was read when it was opened. */
function NoticesForm({ notices, isPending, onSave, onTurnOff }: FormProps): ReactElement {
  const [email, setEmail] = useState(notices.email ?? '');
  const [kinds, setKinds] = useState(notices.kinds.length === 0 ? [...NOTICE_KINDS] : notices.kinds);
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onSave({ email: email.trim(), kinds });
      }}
    >
      <Field
        label={words.email}
        type="email"
        required
        maxLength={maxLengths.NoticesBody.email}
        value={email}
        onChange={setEmail}
      />
      <CheckList legend={words.kinds} options={NOTICE_KINDS} words={words.kind} chosen={kinds} onChange={setKinds} />
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending || kinds.length === 0}>
          {words.save}
        </Button>
        {notices.state !== 'off' && (
          <Button disabled={isPending} onClick={onTurnOff}>
            {words.off}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Keeps the result of a save. A save whose mail was refused is stored, so the form shows the new settings and the refusal. */
function EditNotices({ notices }: Props): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (change: NoticesChange | 'off'): Promise<unknown> =>
      change === 'off' ? turnNoticesOff(notices) : saveNotices(notices, change),
    onSuccess: (_answer, change) => {
      announce(change === 'off' ? words.turnedOff : words.saved);
    },
    onSettled: () => client.invalidateQueries({ queryKey: [...noticesQuery.queryKey] }),
  });
  return (
    <>
      <NoticesForm
        key={notices.revision}
        notices={notices}
        isPending={isPending}
        onSave={mutate}
        onTurnOff={() => {
          mutate('off');
        }}
      />
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function State({ notices: { state, email, last_sent_at: last, problem } }: Props): ReactElement {
  return (
    <>
      <p role="status">
        {words.state[state]}
        {email !== null && (
          <>
            {' '}
            <b dir="auto">{email}</b>.
          </>
        )}
        {state === 'unconfirmed' && ` ${words.unconfirmedHint}`}
        {last !== null && (
          <small className="quiet">
            {' · '}
            {words.lastSent} <Ago at={last} />
          </small>
        )}
      </p>
      {problem !== null && (
        <Note tone="bad" icon="failed" title={words.problem}>
          <p>{problem}</p>
        </Note>
      )}
    </>
  );
}

/** The address to which mails about failures and questions are sent. */
export function NoticesSection(): ReactElement {
  const { data, error } = useQuery(noticesQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && !data.available && <Note tone="calm">{words.unavailable}</Note>}
      {data?.available === true && (
        <>
          <State notices={data} />
          {mayChange ? <EditNotices notices={data} /> : <p className="quiet">{words.viewersCannot}</p>}
        </>
      )}
    </section>
  );
}
