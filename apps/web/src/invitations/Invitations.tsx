import { useMutation, useQuery } from '@tanstack/react-query';
import type { Invitation } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { meQuery } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { InvitationLine } from './InvitationLine.js';
import { createInvitation, invitationsQuery, type InvitationDraft, type LibraryRole } from './invitations-api.js';
import { useRefreshInvitations } from './use-refresh-invitations.js';

const words = settingsText.invitations;
const ROLES = ['viewer', 'operator', 'owner'] as const satisfies readonly LibraryRole[];
const HOURS = [1, 24, 72, 168, 336, 720];
const DEFAULT_HOURS = 168;

interface LibraryProps {
  readonly library: { readonly id: string; readonly name: string };
}

interface FormProps {
  readonly isPending: boolean;
  readonly onSubmit: (draft: InvitationDraft, done: () => void) => void;
}

function InvitationForm({ isPending, onSubmit }: FormProps): ReactElement {
  const [role, setRole] = useState<LibraryRole>('viewer');
  const [note, setNote] = useState('');
  const [hours, setHours] = useState(DEFAULT_HOURS);
  const trimmed = note.trim();
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending) return;
        onSubmit({ role, expires_in_hours: hours, ...(trimmed === '' ? {} : { note: trimmed }) }, () => {
          setNote('');
        });
      }}
    >
      <Choice
        label={words.role}
        hint={text.libraries.roleMeanings[role]}
        options={ROLES.map((one) => [one, text.libraries.roles[one]])}
        value={role}
        onChange={(value) => {
          setRole(ROLES.find((one) => one === value) ?? 'viewer');
        }}
      />
      <Field
        label={words.note}
        hint={words.noteHint}
        maxLength={maxLengths.CreateInvitation.note}
        value={note}
        onChange={setNote}
      />
      <Choice
        label={words.expiry}
        options={HOURS.map((one) => [String(one), words.hours(one)])}
        value={String(hours)}
        onChange={(value) => {
          setHours(Number(value));
        }}
      />
      <div className="field-buttons">
        <Button type="submit" disabled={isPending}>
          {words.create}
        </Button>
      </div>
    </form>
  );
}

function NewInvitation({ library }: LibraryProps): ReactElement {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (draft: InvitationDraft) => createInvitation(library.id, draft),
    onSettled: useRefreshInvitations(library.id),
  });
  return (
    <>
      <InvitationForm
        isPending={isPending}
        onSubmit={(draft, done) => {
          mutate(draft, { onSuccess: done });
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <div role="status">
          <p>{words.created}</p>
          <p className="command">
            <code>{data.url}</code> <CopyButton words={data.url} label={words.copyLink} />
          </p>
        </div>
      )}
    </>
  );
}

const nameOf = ({ note }: Invitation): string => note ?? words.noName;

/** The invitations to the library that the user works in, for its owners. */
export function InvitationsOfPresentLibrary(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  if (me?.library.role !== 'owner' || !me.scopes.includes('write')) return null;
  return <Invitations library={me.library} />;
}

/** The invitations to a library. Only its owners may see them. */
export function Invitations({ library }: LibraryProps): ReactElement {
  const { data, error, isPending } = useQuery(invitationsQuery(library.id));
  return (
    <section className="card" aria-labelledby="invitations">
      <h2 id="invitations">{words.title}</h2>
      <p className="quiet">{words.lead(library.name)}</p>
      <NewInvitation library={library} />
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="lines" aria-label={words.title}>
        {data?.map((one) => (
          <InvitationLine key={one.id} libraryId={library.id} invitation={one} name={nameOf(one)} />
        ))}
      </ul>
    </section>
  );
}
