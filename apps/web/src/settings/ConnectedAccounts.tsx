import { useMutation, useQuery } from '@tanstack/react-query';
import type { Identity } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import {
  describeOutcome,
  disconnect,
  identitiesQuery,
  methodsQuery,
  readProviderOutcome,
  startConnecting,
} from '../api/provider.js';
import { useRefresh } from '../api/use-refresh.js';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ActionButton } from '../controls/ActionButton.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';

const words = text.provider.accounts;

function Account({ identity }: { readonly identity: Identity }): ReactElement {
  const { data: me } = useQuery(meQuery);
  const { claimed_role: role } = identity;
  const isRoleKept = me?.role === 'admin' && role !== null && role !== 'admin';
  return (
    <li className="line">
      <span>
        <strong>{identity.account}</strong> <span className="quiet">{identity.provider}</span>
        <br />
        <small className="quiet">
          {words.since} <Ago at={identity.connected_at} />
          {identity.last_used_at !== null && (
            <>
              {' · '}
              {words.lastUsed} <Ago at={identity.last_used_at} />
            </>
          )}
        </small>
        {isRoleKept && <p>{words.roleKept(identity.provider, text.settings.users.roles[role])}</p>}
      </span>
      <ActionButton
        label={words.disconnect}
        name={words.disconnectOf(identity.account)}
        act={() => disconnect(identity.id)}
        refresh={useRefresh(identitiesQuery.queryKey)}
      />
    </li>
  );
}

function Outcome({ outcome }: { readonly outcome: string }): ReactElement {
  if (outcome === 'connected') return <Note tone="good" role="status" title={words.connected} />;
  return (
    <Note tone="warn" role="alert" title={words.notConnected}>
      <p>{describeOutcome(outcome, text.provider.reasons)}</p>
    </Note>
  );
}

function ConnectAccount(): ReactElement {
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: startConnecting,
    onSuccess: (url) => {
      window.location.assign(url);
    },
  });
  return (
    <>
      <Button
        disabled={isPending || isSuccess}
        onClick={() => {
          mutate();
        }}
      >
        {words.connect}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function AccountList({ identities }: { readonly identities: readonly Identity[] }): ReactElement {
  if (identities.length === 0) return <p>{words.none}</p>;
  return (
    <ul className="lines" aria-label={words.title}>
      {identities.map((identity) => (
        <Account key={identity.id} identity={identity} />
      ))}
    </ul>
  );
}

/** Lists the accounts at the identity provider that sign the user in. Shown only where there is one, or was. */
export function ConnectedAccounts({ outcome: given }: { readonly outcome?: string }): ReactElement | null {
  const [outcome] = useState(() => given ?? readProviderOutcome());
  const { data: methods } = useQuery(methodsQuery);
  const { data: identities = [], error } = useQuery(identitiesQuery);
  const provider = methods?.provider ?? null;
  if (provider === null && identities.length === 0) return null;
  return (
    <section className="card" aria-labelledby="connected-accounts">
      <h2 id="connected-accounts">{words.title}</h2>
      {outcome !== undefined && <Outcome outcome={outcome} />}
      {provider !== null && <p className="quiet">{words.lead(provider.name)}</p>}
      {error === null ? <AccountList identities={identities} /> : <ProblemNote error={error} />}
      {provider !== null && <ConnectAccount />}
      <p className="quiet">{words.linksStay}</p>
    </section>
  );
}
