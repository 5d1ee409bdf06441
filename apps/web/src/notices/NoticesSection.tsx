import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Notices } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { NOTICE_KINDS, noticesQuery, saveNotices, turnNoticesOff } from './notices-api.js';

const words = text.notices;

interface Props {
  readonly notices: Notices;
}

function Kinds({
  chosen,
  onChange,
}: {
  readonly chosen: Notices['kinds'];
  readonly onChange: (kinds: Notices['kinds']) => void;
}): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{words.kinds}</legend>
      {NOTICE_KINDS.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={({ currentTarget: { checked } }) => {
              onChange(NOTICE_KINDS.filter((one) => (one === kind ? checked : chosen.includes(one))));
            }}
          />
          {words.kind[kind]}
        </label>
      ))}
    </fieldset>
  );
}

/** The form starts from what was read when it was opened. */
function NoticesForm({ notices }: Props): ReactElement {
  const [email, setEmail] = useState(notices.email ?? '');
  const [kinds, setKinds] = useState(notices.kinds.length === 0 ? [...NOTICE_KINDS] : notices.kinds);
  const client = useQueryClient();
  const announce = useAnnounce();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [...noticesQuery.queryKey] });
  const saving = useMutation({
    mutationFn: () => saveNotices(notices, { email: email.trim(), kinds }),
    onSuccess: () => {
      announce(words.saved);
    },
    onSettled: refresh,
  });
  const ending = useMutation({
    mutationFn: () => turnNoticesOff(notices),
    onSuccess: () => {
      announce(words.turnedOff);
    },
    onSettled: refresh,
  });
  const error = saving.error ?? ending.error;
  const isPending = saving.isPending || ending.isPending;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) saving.mutate();
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
      <Kinds chosen={kinds} onChange={setKinds} />
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending || kinds.length === 0}>
          {words.save}
        </Button>
        {notices.state !== 'off' && (
          <Button
            disabled={isPending}
            onClick={() => {
              ending.mutate();
            }}
          >
            {words.off}
          </Button>
        )}
      </div>
    </form>
  );
}

function State({ notices: { state, email, last_sent_at: last, problem } }: Props): ReactElement {
  return (
    <>
      <p role="status">
        {words.state[state]} {email !== null && <b dir="auto">{email}</b>}
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
          {mayChange ? <NoticesForm key={data.revision} notices={data} /> : <p className="quiet">{words.viewersCannot}</p>}
        </>
      )}
    </section>
  );
}
