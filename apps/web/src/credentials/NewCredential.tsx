import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CredentialType } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { useAnnounce } from '../components/Announcer.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { SaveButtons } from '../controls/SaveButtons.js';
import { settingsText } from '../texts/settings-text.js';
import { addCredential, credentialTypesQuery, credentialsQuery } from './credentials-api.js';
import { SecretFields, type Secrets } from './SecretFields.js';

const words = settingsText.credentials;
/** The type that needs no account at a service. */
const FIRST: CredentialType = 'token';

export function NewCredential({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [type, setType] = useState<CredentialType>(FIRST);
  const [name, setName] = useState('');
  const [secrets, setSecrets] = useState<Secrets>({});
  const types = useQuery(credentialTypesQuery);
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => addCredential({ type, name: name.trim(), ...secrets }),
    onSuccess: async ({ name: savedName }) => {
      announce(words.added(savedName));
      onDone();
      await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
    },
  });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate();
      }}
    >
      <Choice
        label={words.type}
        options={(types.data ?? []).map((one) => [one.type, one.label] as const)}
        value={type}
        onChange={(chosen) => {
          setType(types.data?.find((one) => one.type === chosen)?.type ?? FIRST);
          setSecrets({});
        }}
      />
      {types.error !== null && <ProblemNote error={types.error} />}
      <Field label={words.name} required maxLength={maxLengths.CreateCredential.name} value={name} onChange={setName} />
      <SecretFields type={types.data?.find((one) => one.type === type)} given={secrets} onChange={setSecrets} />
      <SaveButtons submit={words.save} error={error} isPending={isPending} />
    </form>
  );
}
