import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { settingsText } from '../texts/settings-text.js';
import { CredentialLine } from './CredentialLine.js';
import { credentialTypesQuery, credentialsQuery } from './credentials-api.js';
import { NewCredential } from './NewCredential.js';

const words = settingsText.credentials;

export function Credentials(): ReactElement {
  const { data, error, isPending } = useQuery(credentialsQuery);
  const types = useQuery(credentialTypesQuery);
  const isLoading = isPending || types.isPending;
  const list = { data: isLoading ? undefined : data, error: error ?? types.error, isPending: isLoading };
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewCredential onDone={close} />}
    </PanelButton>
  );
  return (
    <ResourceSection id="credentials" words={words} list={list} add={add}>
      {(credentials) => (
        <Lines label={words.title}>
          {credentials.map((credential) => (
            <CredentialLine
              key={credential.id}
              credential={credential}
              type={types.data?.find(({ type }) => type === credential.type)}
            />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
