import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Credential } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { changeCredential, credentialsQuery, isAccountType } from './credentials-api.js';
import { SecretFields, type Secrets } from './SecretFields.js';

const words = text.credentials;

interface Props {
  readonly credential: Credential;
}

function useChange({ id, name }: Credential, onDone: () => void) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (body: Secrets) => changeCredential(id, body),
    onSuccess: () => {
      announce(words.added(name));
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: credentialsQuery.queryKey }),
  });
}

function Rename({ credential, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const [name, setName] = useState(credential.name);
  const { mutate, error, isPending } = useChange(credential, onDone);
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate({ name: name.trim() });
      }}
    >
      <Field label={words.name} required maxLength={maxLengths.CreateCredential.name} value={name} onChange={setName} />
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending}>
          {words.saveName}
        </Button>
      </div>
    </form>
  );
}

function Replace({ credential, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const [secrets, setSecrets] = useState<Secrets>({});
  const { mutate, error, isPending } = useChange(credential, onDone);
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(secrets);
      }}
    >
      <SecretFields type={credential.type} given={secrets} onChange={setSecrets} />
      <p className="quiet">{isAccountType(credential.type) ? words.replaceAccountHint : words.replaceHint}</p>
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending}>
          {words.saveSecret}
        </Button>
      </div>
    </form>
  );
}

/** Renames a credential, or replaces its secret. Outputs and channels keep using it. */
export function EditCredential({ credential }: Props): ReactElement {
  return (
    <>
      <Disclosure label={words.rename} name={words.renameOf(credential.name)}>
        {(close) => <Rename credential={credential} onDone={close} />}
      </Disclosure>
      <Disclosure label={words.replace} name={words.replaceOf(credential.name)}>
        {(close) => <Replace credential={credential} onDone={close} />}
      </Disclosure>
    </>
  );
}
