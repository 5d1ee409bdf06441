import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { meQuery } from '../api/me.js';
import { useMayChange } from '../api/use-may-change.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { useAnnounce } from '../components/Announcer.js';
import { UploadingContext } from '../components/uploading.js';
import { useLeaveGuard } from '../components/use-leave-guard.js';
import { text } from '../texts/text.js';
import { loadUploadClient } from './upload-client.js';
import type { UploadView } from './upload.js';
import { Uploads } from './uploads.js';

/** The first view is drawn and filled by then, also on a slow machine. */
const PREPARE_AFTER_MS = 30_000;

const Context = createContext<Uploads | undefined>(undefined);

/** Returns the uploads of this page, without following them. */
export function useUploadQueue(): Uploads {
  const uploads = useContext(Context);
  if (uploads === undefined) throw new Error('uploads are used outside of their provider');
  return uploads;
}

export function useUploads(): { readonly uploads: Uploads; readonly views: readonly UploadView[] } {
  const uploads = useUploadQueue();
  return { uploads, views: useSyncExternalStore(uploads.subscribe, uploads.views) };
}

const endWords = ({ state, name }: UploadView): string => {
  if (state === 'done') return text.upload.announceDone(name);
  return state === 'duplicate' ? text.upload.announceDuplicate(name) : text.upload.announceFailed(name);
};

/**
 * Fetches the client of uploads while nothing else happens. Otherwise an upgrade of the gateway under the open page would leave the
 * first upload without it.
 */
function usePreparedClient(mayChange: boolean): void {
  useEffect(() => {
    if (!mayChange) return undefined;
    const prepare = (): void => {
      // The first upload fetches it again, and says what is wrong.
      loadUploadClient().catch(() => undefined);
    };
    const timer = setTimeout(prepare, PREPARE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [mayChange]);
}

export function UploadsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const client = useQueryClient();
  const library = useQuery(meQuery).data?.library.id;
  const announce = useAnnounce();
  const [uploads] = useState(
    () =>
      new Uploads((view, queued) => {
        // While files are queued, only those that need a look are announced.
        if (view.state !== 'done' || queued === 0) announce(endWords(view));
        void readListsAgain(client);
      }),
  );
  // The server keeps the received bytes, but nobody would send the rest.
  useLeaveGuard(text.unsaved.losses.uploads, () => uploads.isBusy);
  usePreparedClient(useMayChange());
  useEffect(() => {
    if (library !== undefined) void uploads.open(library);
  }, [uploads, library]);
  const isBusy = (): boolean => uploads.isBusy;
  const isUploading = useSyncExternalStore(uploads.subscribe, isBusy, isBusy);
  return (
    <UploadingContext.Provider value={isUploading}>
      <Context.Provider value={uploads}>{children}</Context.Provider>
    </UploadingContext.Provider>
  );
}
