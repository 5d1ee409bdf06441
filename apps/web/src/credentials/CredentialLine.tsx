import type { Credential, CredentialForm } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import type { IconName } from '../components/Icon/Icon.js';
import { StatusBadge, type Tone } from '../components/StatusBadge/StatusBadge.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { Connect } from './Connect.js';
import { credentialsQuery, removeCredential } from './credentials-api.js';
import { EditCredential } from './EditCredential.js';
import { TestCredential } from './TestCredential.js';

const words = settingsText.credentials;
const LOOKS: Readonly<Record<Credential['state'], readonly [Tone, IconName]>> = {
  ok: ['good', 'ready'],
  needs_reauth: ['warn', 'stalled'],
  unknown: ['calm', 'idle'],
};

interface Props {
  readonly credential: Credential;
  /** Absent if the types could not be read, or if a newer server has more of them. */
  readonly type: CredentialForm | undefined;
}

/** Returns undefined if it is unknown. Only accounts can have been connected. */
const isAccount = ({ credential: { connected_at }, type }: Props): boolean | undefined =>
  type?.account ?? (connected_at === null ? undefined : true);

/** Only accounts can be connected again. Another secret is replaced. */
function describeState(props: Props): { readonly name: string; readonly hint: string | undefined } {
  const { state } = props.credential;
  const isOfAccount = isAccount(props);
  if (state !== 'needs_reauth' || isOfAccount === true)
    return { name: words.state[state] ?? state, hint: words.stateHint[state] };
  return isOfAccount === false ? { name: words.refused, hint: words.refusedHint } : { name: words.broken, hint: undefined };
}

function About({ credential, type }: Props): ReactElement {
  const { name, state, account, last_used_at, used_by } = credential;
  const [tone, icon] = LOOKS[state];
  const shown = describeState({ credential, type });
  return (
    <span>
      <strong dir="auto">{name}</strong> <StatusBadge tone={tone} icon={icon} words={shown.name} />
      <br />
      <small className="quiet">
        {type?.label ?? credential.type}
        {account !== null && (
          <>
            {' · '}
            <span dir="auto">{account}</span>
          </>
        )}
        {' · '}
        {last_used_at === null ? (
          words.neverUsed
        ) : (
          <>
            {words.lastUsed} <Ago at={last_used_at} />
          </>
        )}
        {' · '}
        {words.usedBy(used_by)}
      </small>
      {shown.hint !== undefined && (
        <>
          <br />
          <small className="quiet">{shown.hint}</small>
        </>
      )}
    </span>
  );
}

export function CredentialLine({ credential, type }: Props): ReactElement {
  const { id, name } = credential;
  const mayChange = useMayChange();
  const refresh = useRefresh(credentialsQuery.queryKey);
  const isOfAccount = isAccount({ credential, type }) === true;
  return (
    <li className="line">
      <About credential={credential} type={type} />
      {mayChange && (
        <span className="line-buttons">
          {isOfAccount && <Connect credential={credential} />}
          {/* A result says nothing about another secret, or another consent. */}
          {isOfAccount && <TestCredential key={credential.connected_at} credential={credential} />}
          <EditCredential credential={credential} />
          <DeleteButton
            name={name}
            words={words}
            hint={isOfAccount ? words.deleteAccountHint : words.deleteHint}
            remove={() => removeCredential(id)}
            refresh={refresh}
          />
        </span>
      )}
    </li>
  );
}
