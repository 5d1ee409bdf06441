import type { CredentialType } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { isAccountType, type AccountType } from './credentials-api.js';
import { parseGoogleClient } from './google-client.js';

const words = text.credentials;

/** Values by field name of the API. */
export type Secrets = Readonly<Record<string, string>>;

interface Props {
  readonly given: Secrets;
  readonly onChange: (secrets: Secrets) => void;
}

interface OneProps extends Props {
  readonly field: Exclude<keyof typeof maxLengths.CreateCredential, 'name'>;
  readonly label: string;
  readonly hint?: string;
  readonly isSecret?: boolean;
}

function One({ field, label, hint, isSecret = false, given, onChange }: OneProps): ReactElement {
  return (
    <Field
      label={label}
      hint={hint}
      required
      maxLength={maxLengths.CreateCredential[field]}
      type={isSecret ? 'password' : 'text'}
      // Otherwise browsers fill in the user's password for this page and offer to save this secret.
      autoComplete={isSecret ? 'new-password' : 'off'}
      value={given[field] ?? ''}
      onChange={(value) => {
        onChange({ ...given, [field]: value });
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

function ClientFields({ type, ...props }: Props & { readonly type: AccountType }): ReactElement {
  const { id, secret } = words.client[type];
  return (
    <>
      <One field="client_id" label={id} {...props} />
      <One field="client_secret" label={secret} isSecret {...props} />
      {(type === 'google' || type === 'youtube' || type === 'gmail') && <ClientFile onChange={props.onChange} />}
    </>
  );
}

export function SecretFields({ type, ...props }: Props & { readonly type: CredentialType }): ReactElement {
  if (isAccountType(type)) return <ClientFields type={type} {...props} />;
  if (type === 'token') return <One field="token" label={words.token} hint={words.tokenHint} isSecret {...props} />;
  return (
    <>
      <One field="username" label={words.user} {...props} />
      <One field="password" label={words.password} isSecret {...props} />
    </>
  );
}
