import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { showMe, switchLibrary } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { announceLibraryChange } from '../api/switch-notices.js';
import { settingsText } from '../texts/settings-text.js';
import { pendingInvitation } from '../sign-in/pending-invitation.js';

/** Switches this sign-in to the library, and shows it. */
export function OpenLibrary({ id }: { readonly id: string }): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => switchLibrary(id),
    onSuccess: (me) => {
      pendingInvitation.forget();
      showMe(client, me);
      announceLibraryChange();
      void navigate({ to: '/', replace: true });
    },
  });
  return (
    <>
      <p>
        <Button
          look="primary"
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {settingsText.invitations.page.open}
        </Button>
      </p>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
