import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Credential, CredentialTestAnswer } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { credentialsQuery, testCredential } from './credentials-api.js';

const words = settingsText.credentials;
const TONES = { ok: 'good', wrong: 'bad', unknown: 'warn' } as const satisfies Readonly<
  Record<CredentialTestAnswer['result'], string>
>;

/** Asks the service which account the credential opens. */
export function TestCredential({ credential: { id, name } }: { readonly credential: Credential }): ReactElement {
  const announce = useAnnounce();
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => testCredential(id),
    onSuccess: ({ message }) => {
      announce(message);
    },
    // The state, the name of the account and the last use may have changed.
    onSettled: () => client.invalidateQueries({ queryKey: credentialsQuery.queryKey }),
  });
  return (
    <>
      <Button
        size="small"
        aria-label={words.testOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isPending ? words.testing : words.test}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <Note tone={TONES[data.result]}>
          <p dir="auto">{data.message}</p>
        </Note>
      )}
    </>
  );
}
