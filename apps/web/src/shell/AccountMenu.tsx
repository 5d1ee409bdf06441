import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { meQuery, signOut } from '../api/me.js';
import { isSignedOut } from '../api/problem.js';
import { providerSignOutQuery, SIGNED_OUT_KEY } from '../api/provider.js';
import { Avatar } from '../controls/Avatar.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { storageOfBrowser } from '../drafts/shared-draft.js';
import { deleteDrafts, listDrafts, type UnsavedDraft } from '../drafts/unsaved-drafts.js';
import { text } from '../texts/text.js';
import { useUploadQueue } from '../upload/UploadsProvider.js';
import { isSomethingUnsaved, type Unsaved } from './unsaved.js';
import { lazyView } from '../components/lazy-view.js';
import { listLosses } from '../components/use-leave-guard.js';

/** Fetched when something is unsaved. */
const SignOutDialog = lazyView(async () => (await import('./SignOutDialog.js')).SignOutDialog, null);

/** Ends the sign-in, and deletes the given drafts once it has ended. */
function useSignOut(user: string): UseMutationResult<void, Error, readonly UnsavedDraft[]> {
  const { data: providerUrl = null } = useQuery({ ...providerSignOutQuery, enabled: user !== '' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const uploads = useUploadQueue();
  return useMutation({
    mutationFn: () =>
      signOut().catch((error: unknown) => {
        // The sign-in has already ended elsewhere.
        if (!isSignedOut(error)) throw error;
      }),
    onSuccess: (_, drafts) => {
      uploads.close();
      deleteDrafts(user, drafts, storageOfBrowser());
      // The next user must not see cached data of this one.
      client.clear();
      client.setQueryData(SIGNED_OUT_KEY, { providerUrl });
      void navigate({ to: '/sign-in', ignoreBlocker: true });
    },
  });
}

interface Props {
  /** Called before a dialog asks about what is unsaved. */
  readonly onAsk?: () => void;
}

export function AccountMenu({ onAsk }: Props): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const [unsaved, setUnsaved] = useState<Unsaved>();
  const { mutate, error, isPending } = useSignOut(me?.id ?? '');
  if (me === undefined) return null;
  const leave = (): void => {
    const found = { drafts: listDrafts(me.id, storageOfBrowser()), losses: listLosses() };
    if (!isSomethingUnsaved(found)) {
      mutate([]);
      return;
    }
    onAsk?.();
    setUnsaved(found);
  };
  return (
    <div className="account">
      <Avatar name={me.name} />
      <span className="account-name" title={`${text.account.signedInAs} ${me.name}`}>
        {me.name}
      </span>
      <Button look="quiet" size="small" disabled={isPending} onClick={leave}>
        {text.account.signOut}
      </Button>
      {error !== null && unsaved === undefined && <ProblemNote error={error} />}
      {unsaved !== undefined && (
        <SignOutDialog
          unsaved={unsaved}
          isPending={isPending}
          error={error}
          onSignOut={mutate}
          onClose={() => {
            setUnsaved(undefined);
          }}
        />
      )}
    </div>
  );
}
