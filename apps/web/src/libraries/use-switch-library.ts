import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-client';
import { showMe, switchLibrary } from '../api/me.js';
import { useUploadQueue } from '../upload/UploadsProvider.js';
import { announceLibraryChange } from '../api/switch-notices.js';

/** Switches the library of this sign-in, in all tabs. `LibraryScope` then starts the views anew. */
export function useSwitchLibrary(): UseMutationResult<CurrentUser, Error, string> {
  const client = useQueryClient();
  const uploads = useUploadQueue();
  return useMutation({
    mutationFn: (id: string) => {
      // The server refuses bytes for the former library after the switch.
      uploads.stop();
      return switchLibrary(id);
    },
    onSuccess: (me) => {
      showMe(client, me);
      announceLibraryChange();
    },
    onError: () => void uploads.findLeft(),
  });
}
