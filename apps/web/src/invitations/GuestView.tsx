import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { InvitationPreview } from '@throughline/api-client';
import { useEffect, useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { showMe } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PasskeyButton } from '../passkeys/PasskeyButton.js';
import { ProviderButton } from '../sign-in/ProviderSignIn.js';
import { settingsText } from '../texts/settings-text.js';
import { InvitationFacts } from './InvitationFacts.js';
import { joinByInvitation } from './invitations-api.js';
import { pendingInvitation } from '../sign-in/pending-invitation.js';

const words = settingsText.invitations.page;

function JoinForm({ code }: { readonly code: string }): ReactElement {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => joinByInvitation(code, name.trim()),
    onSuccess: (me) => {
      pendingInvitation.forget();
      showMe(client, me);
      void navigate({ to: '/', replace: true });
    },
  });
  return (
    <section aria-labelledby="join">
      <h2 id="join">{words.join}</h2>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && name.trim() !== '') mutate();
        }}
      >
        <Field
          label={words.name}
          hint={words.joinHint}
          required
          maxLength={maxLengths.JoinByInvitation.name}
          autoComplete="username"
          value={name}
          onChange={setName}
        />
        <div className="field-buttons">
          <Button type="submit" disabled={isPending}>
            {words.joinNow}
          </Button>
        </div>
      </form>
      {error !== null && <ProblemNote error={error} />}
    </section>
  );
}

interface Props {
  readonly code: string;
  readonly invitation: InvitationPreview;
}

/** For a person who cannot sign in. */
export function WithoutAccount({ code, invitation }: Props): ReactElement {
  return invitation.creates_account ? <JoinForm code={code} /> : <p className="quiet">{words.noAccount}</p>;
}

/** For a person who is not signed in. Every sign-in in this tab leads back here. */
export function GuestView({ code, invitation }: Props): ReactElement {
  useEffect(() => {
    pendingInvitation.awaitReturn();
  }, []);
  return (
    <>
      <InvitationFacts invitation={invitation} />
      <section aria-labelledby="sign-in-first">
        <h2 id="sign-in-first">{words.signIn}</h2>
        <p>{words.signInHint}</p>
        <ProviderButton />
        <div>
          {/* The page follows the query of the user. */}
          <PasskeyButton onSignedIn={() => undefined} />
        </div>
        <p className="quiet">{words.byLink}</p>
      </section>
      <WithoutAccount code={code} invitation={invitation} />
    </>
  );
}
