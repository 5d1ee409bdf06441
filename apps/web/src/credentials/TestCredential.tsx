import type { Credential, CredentialTestAnswer } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Note } from '../components/Note/Note.js';
import { ActionButton } from '../controls/ActionButton.js';
import { settingsText } from '../texts/settings-text.js';
import { credentialsQuery, testCredential } from './credentials-api.js';

const words = settingsText.credentials;
const TONES = { ok: 'good', wrong: 'bad', unknown: 'warn' } as const satisfies Readonly<
  Record<CredentialTestAnswer['result'], string>
>;

/** Asks the service which account the credential opens. The state, the name of the account and the last use may change. */
export const TestCredential = ({ credential: { id, name } }: { readonly credential: Credential }): ReactElement => (
  <ActionButton
    label={words.test}
    busy={words.testing}
    name={words.testOf(name)}
    act={() => testCredential(id)}
    done={({ message }) => message}
    refresh={useRefresh(credentialsQuery.queryKey)}
  >
    {({ result, message }) => (
      <Note tone={TONES[result]}>
        <p dir="auto">{message}</p>
      </Note>
    )}
  </ActionButton>
);
