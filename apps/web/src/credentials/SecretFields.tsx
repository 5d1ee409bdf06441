import type { CredentialForm } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { settingsText } from '../texts/settings-text.js';
import { parseGoogleClient } from './google-client.js';

const words = settingsText.credentials;

/** Values by field name of the API. */
export type Secrets = Readonly<Record<string, string>>;

interface Props {
  readonly given: Secrets;
  readonly onChange: (secrets: Secrets) => void;
}

interface OneProps extends Props {
  readonly field: CredentialForm['fields'][number];
}

function One({ field: { name, label, hint, hidden }, given, onChange }: OneProps): ReactElement {
  return (
    <Field
      label={label}
      hint={hint ?? undefined}
      required
      maxLength={maxLengths.CreateCredential[name]}
      type={hidden ? 'password' : 'text'}
      // Otherwise browsers fill in the user's password for this page and offer to save this secret.
      autoComplete={hidden ? 'new-password' : 'off'}
      value={given[name] ?? ''}
      onChange={(value) => {
        onChange({ ...given, [name]: value });
      }}
    />
  );
}

/** Reads the OAuth client from the file of the Google console. */
function ClientFile({ onChange }: Pick<Props, 'onChange'>): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const client = parseGoogleClient(await file.text());
    setWrong(client === undefined);
    if (client !== undefined) onChange({ client_id: client.id, client_secret: client.secret });
  };
  return (
    <div className="field">
      <label>
        {words.clientFile}
        <input type="file" accept="application/json,.json" onChange={({ target }) => void read(target.files?.[0])} />
      </label>
      {isWrong && (
        <Note tone="bad" role="alert">
          <p>{words.clientFileWrong}</p>
        </Note>
      )}
    </div>
  );
}

interface FormProps extends Props {
  /** The type of the credential. Absent while the types are loading. */
  readonly type: CredentialForm | undefined;
}

export function SecretFields({ type, ...props }: FormProps): ReactElement {
  if (type === undefined) return <Skeleton rows={2} />;
  return (
    <>
      {type.fields.map((field) => (
        <One key={field.name} field={field} {...props} />
      ))}
      {type.client_file && <ClientFile onChange={props.onChange} />}
    </>
  );
}
