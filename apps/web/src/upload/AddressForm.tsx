import type { Dispatch, ReactElement, SetStateAction } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import type { AddDraft } from './add-draft.js';
import type { AddressImport } from './use-import.js';

interface Props {
  readonly draft: AddDraft;
  readonly onDraft: Dispatch<SetStateAction<AddDraft>>;
  readonly addressImport: AddressImport;
}

/** Registers a recording that the server fetches from an address. */
export function AddressForm({ draft, onDraft, addressImport }: Props): ReactElement {
  const { mutate, isPending, error, data: added } = addressImport;
  const url = draft.address.trim();
  return (
    <form
      className="address"
      onSubmit={(event) => {
        event.preventDefault();
        if (url !== '' && !isPending) mutate({ url, options: draft.options });
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
