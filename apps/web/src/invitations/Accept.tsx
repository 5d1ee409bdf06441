import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CurrentUser, InvitationPreview } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { isProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Link } from '../components/Link.js';
import { settingsText } from '../texts/settings-text.js';
import { acceptInvitation } from './invitations-api.js';
import { pendingInvitation } from '../sign-in/pending-invitation.js';

const words = settingsText.invitations.page;

interface Props {
  readonly code: string;
  readonly invitation: InvitationPreview;
  readonly me: CurrentUser;
  readonly onOutcome: (outcome: 'accepted' | 'member') => void;
}

const isMember = (error: unknown): boolean => isProblem(error) && error.code === 'already-member';
const forget = (): void => {
  pendingInvitation.forget();
};

export function Accept({ code, invitation, me, onOutcome }: Props): ReactElement {
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => acceptInvitation(code),
    onSuccess: () => {
      onOutcome('accepted');
      forget();
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onError: (refusal) => {
      if (isMember(refusal)) onOutcome('member');
    },
  });
  return (
    <>
      {me.role === 'viewer' && invitation.role !== 'viewer' && <p role="note">{words.readsOnly}</p>}
      <p className="field-buttons">
        <Button
          look="primary"
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {words.accept}
        </Button>
        <Link to="/" onClick={forget}>
          {words.notNow}
        </Link>
      </p>
      {error !== null && !isMember(error) && <ProblemNote error={error} />}
      <p className="quiet">{words.signedInAs(me.name)}</p>
    </>
  );
}
