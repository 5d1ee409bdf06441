import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import { registerRecording } from '@throughline/api-client/operations';
import type { Dispatch, SetStateAction } from 'react';
import { callApi } from '../api/client.js';
import { showRecording } from '../api/shown-recordings.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { afterImport, type AddDraft } from './add-draft.js';
import type { UploadOptions } from './upload.js';
import { optionValues } from './upload-metadata.js';

/** An address that the server fetches a recording from, with the options of the new item. */
interface ImportedAddress {
  readonly url: string;
  readonly options: UploadOptions;
}

export type AddressImport = UseMutationResult<Recording, Error, ImportedAddress>;

/** Returns the import of an address. It outlives the dialog, so that its outcome is shown and it is not sent twice. */
export function useImport(onDraft: Dispatch<SetStateAction<AddDraft>>): AddressImport {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ url, options }: ImportedAddress) =>
      callApi(registerRecording, { body: { url, run: true, ...optionValues(options) } }),
    onSuccess: (recording, { url }) => {
      onDraft((before) => afterImport(before, url));
      showRecording(client, recording, 'command');
      void readListsAgain(client);
    },
  });
}
