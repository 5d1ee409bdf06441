import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { requestApi } from '../api/client.js';
import { maxLengths } from '../api/max-lengths.generated.js';
import { showRecording } from '../api/shown-recordings.js';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';
import type { UploadOptions } from './upload.js';
import { optionValues } from './upload-metadata.js';

interface Props {
  readonly options: UploadOptions;
  /** The user opens the new item. */
  readonly onOpen: () => void;
}

/** Registers a recording that the server fetches from an address. */
export function AddressForm({ options, onOpen }: Props): ReactElement {
  const [url, setUrl] = useState('');
  const client = useQueryClient();
  const {
    mutate,
    isPending,
    error,
    data: added,
  } = useMutation({
    mutationFn: () =>
      requestApi<Recording>('recordings', { method: 'POST', body: { url: url.trim(), run: true, ...optionValues(options) } }),
    onSuccess: (recording) => {
      setUrl('');
      showRecording(client, recording, 'command');
      void client.invalidateQueries({ queryKey: ['recordings'] });
    },
  });
  return (
    <form
      className="address"
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== '' && !isPending) mutate();
      }}
    >
      <label>
        <Icon name="link" />
        <span className="unseen">{text.upload.address}</span>
        <input
          type="url"
          inputMode="url"
          value={url}
          placeholder={`${text.upload.address}: ${text.upload.addressHint}`}
          maxLength={maxLengths.RegisterSource.url}
          onChange={({ target }) => {
            setUrl(target.value);
          }}
        />
      </label>
      <Button type="submit" disabled={isPending}>
        {text.upload.addressSend}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {added !== undefined && (
        <Note tone="good" icon="ready" role="status" title={text.upload.addressAdded}>
          <Link to="/recordings/$id" params={{ id: added.id }} onClick={onOpen}>
            {text.upload.open}
          </Link>
        </Note>
      )}
    </form>
  );
}
