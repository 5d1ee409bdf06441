import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Credential } from '@throughline/api-client';
import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { DraftForm } from '../controls/DraftForm.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { changeCredential, credentialTypesQuery, credentialsQuery } from './credentials-api.js';
import { SecretFields, type Secrets } from './SecretFields.js';

const words = settingsText.credentials;

interface Props {
  readonly credential: Credential;
  readonly onDone: () => void;
}

function useChange({ credential: { id }, onDone }: Props): (body: Secrets) => Promise<void> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return async (body) => {
    try {
      const { name } = await changeCredential(id, body);
      announce(words.added(name));
      onDone();
    } finally {
      await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
    }
  };
}

function Rename(props: Props): ReactElement {
  const change = useChange(props);
  return (
    <DraftForm
      initial={{ name: props.credential.name }}
      submit={words.saveName}
      save={({ name }) => change({ name: name.trim() })}
    >
      {({ name }, onChange) => (
        <Field
          label={words.name}
          required
          maxLength={maxLengths.ChangeCredential.name}
          value={name}
          onChange={(changed) => {
            onChange({ name: changed });
          }}
        />
      )}
    </DraftForm>
  );
}

function Replace(props: Props): ReactElement {
  const types = useQuery(credentialTypesQuery);
  const type = types.data?.find((one) => one.type === props.credential.type);
  const initial: Secrets = {};
  return (
    <DraftForm initial={initial} submit={words.saveSecret} save={useChange(props)}>
      {(secrets, onChange) => (
        <>
          {types.error !== null && <ProblemNote error={types.error} />}
          <SecretFields type={type} given={secrets} onChange={onChange} />
          <p className="quiet">{type?.account === true ? words.replaceAccountHint : words.replaceHint}</p>
        </>
      )}
    </DraftForm>
  );
}

/** Renames a credential, or replaces its secret. Outputs and channels keep using it. */
export function EditCredential({ credential }: Pick<Props, 'credential'>): ReactElement {
  return (
    <>
      <PanelButton label={words.rename} name={words.renameOf(credential.name)}>
        {(close) => <Rename credential={credential} onDone={close} />}
      </PanelButton>
      <PanelButton label={words.replace} name={words.replaceOf(credential.name)}>
        {(close) => <Replace credential={credential} onDone={close} />}
      </PanelButton>
    </>
  );
}
