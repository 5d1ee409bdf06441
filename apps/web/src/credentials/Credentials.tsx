import { useQuery } from '@tanstack/react-query';
import type { Credential, CredentialForm } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { settingsText } from '../texts/settings-text.js';
import { CredentialLine } from './CredentialLine.js';
import { credentialTypesQuery, credentialsQuery } from './credentials-api.js';
import { NewCredential } from './NewCredential.js';

const words = settingsText.credentials;

interface LinesProps {
  readonly credentials: readonly Credential[];
  readonly types: readonly CredentialForm[] | undefined;
}

function Lines({ credentials, types }: LinesProps): ReactElement {
  if (credentials.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <ul className="lines" aria-label={words.title}>
      {credentials.map((credential) => (
        <CredentialLine key={credential.id} credential={credential} type={types?.find(({ type }) => type === credential.type)} />
      ))}
    </ul>
  );
}

export function Credentials(): ReactElement {
  const { data, error, isPending } = useQuery(credentialsQuery);
  const types = useQuery(credentialTypesQuery);
  const mayChange = useMayChange();
  const failure = error ?? types.error;
  return (
    <section className="card" aria-labelledby="credentials">
      <h2 id="credentials">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {mayChange && <PanelButton label={words.add}>{(close) => <NewCredential onDone={close} />}</PanelButton>}
      {failure !== null && <ProblemNote error={failure} />}
      {isPending || types.isPending ? (
        <Skeleton rows={1} />
      ) : (
        data !== undefined && <Lines credentials={data} types={types.data} />
      )}
    </section>
  );
}
