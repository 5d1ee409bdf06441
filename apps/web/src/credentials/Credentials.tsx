import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { text } from '../texts/text.js';
import { CredentialLine } from './CredentialLine.js';
import { credentialsQuery } from './credentials-api.js';
import { NewCredential } from './NewCredential.js';

const words = text.credentials;

export function Credentials(): ReactElement {
  const { data, error, isPending } = useQuery(credentialsQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="credentials">
      <h2 id="credentials">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {mayChange && <PanelButton label={words.add}>{(close) => <NewCredential onDone={close} />}</PanelButton>}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p className="quiet">{words.none}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.title}>
          {data.map((credential) => (
            <CredentialLine key={credential.id} credential={credential} />
          ))}
        </ul>
      )}
    </section>
  );
}
