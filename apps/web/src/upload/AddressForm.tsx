import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import type { Dispatch, ReactElement, SetStateAction } from 'react';
import { requestApi } from '../api/client.js';
import { maxLengths } from '../api/max-lengths.generated.js';
import { showRecording } from '../api/shown-recordings.js';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';
import { afterImport, type AddDraft } from './add-draft.js';
import { optionValues } from './upload-metadata.js';

interface Props {
  readonly draft: AddDraft;
  readonly onDraft: Dispatch<SetStateAction<AddDraft>>;
}

/** Registers a recording that the server fetches from an address. */
export function AddressForm({ draft, onDraft }: Props): ReactElement {
  const address = draft.address.trim();
  const client = useQueryClient();
  const {
    mutate,
    isPending,
    error,
    data: added,
  } = useMutation({
    mutationFn: (url: string) =>
      requestApi<Recording>('recordings', { method: 'POST', body: { url, run: true, ...optionValues(draft.options) } }),
    onSuccess: (recording, url) => {
      onDraft((before) => afterImport(before, url));
      showRecording(client, recording, 'command');
      void client.invalidateQueries({ queryKey: ['recordings'] });
    },
  });
  return (
    <form
      className="address"
      onSubmit={(event) => {
        event.preventDefault();
        if (address !== '' && !isPending) mutate(address);
      }}
    >
      <label>
        <Icon name="link" />
        <span className="unseen">{text.upload.address}</span>
        <input
          type="url"
          inputMode="url"
          value={draft.address}
          placeholder={`${text.upload.address}: ${text.upload.addressHint}`}
          maxLength={maxLengths.RegisterSource.url}
          onChange={({ target }) => {
            onDraft({ ...draft, address: target.value });
          }}
        />
      </label>
      <Button type="submit" disabled={isPending}>
        {text.upload.addressSend}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {added !== undefined && (
        <Note tone="good" icon="ready" role="status" title={text.upload.addressAdded}>
          <Link to="/recordings/$id" params={{ id: added.id }}>
            {text.upload.open}
          </Link>
        </Note>
      )}
    </form>
  );
}
