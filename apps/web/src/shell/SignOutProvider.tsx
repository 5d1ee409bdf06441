import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement, type ReactNode } from 'react';
import { meQuery, signOut } from '../api/me.js';
import { isSignedOut } from '../api/problem.js';
import { providerSignOutQuery, SIGNED_OUT_KEY } from '../api/provider.js';
import { storageOfBrowser } from '../drafts/shared-draft.js';
import { deleteDrafts, listDrafts, type UnsavedDraft } from '../drafts/unsaved-drafts.js';
import { useUploadQueue } from '../upload/UploadsProvider.js';
import { SignOutContext } from './sign-out-context.js';
import { isSomethingUnsaved, type Unsaved } from './unsaved.js';
import { lazyView } from '../components/lazy-view.js';
import { listLosses } from '../components/use-leave-guard.js';

/** Fetched when something is unsaved. */
const SignOutDialog = lazyView(async () => (await import('./SignOutDialog.js')).SignOutDialog, null);

const removeSounds = async (user: string, drafts: readonly UnsavedDraft[]): Promise<void> =>
  (await import('../microphone/kept-sounds.js')).deleteSounds(user, drafts);

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
      if (drafts.some(({ kind }) => kind === 'sound')) void removeSounds(user, drafts);
      // The next user must not see cached data of this one.
      client.clear();
      client.setQueryData(SIGNED_OUT_KEY, { providerUrl });
      void navigate({ to: '/sign-in', ignoreBlocker: true });
    },
  });
}

/** Holds the dialog of the sign-out, so that it stays while the window gets the frame of a phone. */
export function SignOutProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const { data: me } = useQuery(meQuery);
  const user = me?.id ?? '';
  const [unsaved, setUnsaved] = useState<Unsaved>();
  const { mutate, error, isPending } = useSignOut(user);
  const leave = (onAsk?: () => void): void => {
    const found = { drafts: listDrafts(user, storageOfBrowser()), losses: listLosses() };
    if (!isSomethingUnsaved(found)) {
      mutate([]);
      return;
    }
    onAsk?.();
    setUnsaved(found);
  };
  return (
    <SignOutContext value={{ leave, isPending, error: unsaved === undefined ? error : null }}>
      {children}
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
    </SignOutContext>
  );
}
