import type { Invitation } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { Ago } from '../controls/Times.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { revokeInvitation } from './invitations-api.js';
import { useRefreshInvitations } from './use-refresh-invitations.js';

const words = settingsText.invitations;

const LOOKS: Readonly<Record<Invitation['state'], Omit<BadgeContent, 'words'>>> = {
  open: { tone: 'busy', icon: 'waiting' },
  used: { tone: 'good', icon: 'ready' },
  expired: { tone: 'calm', icon: 'idle' },
  revoked: { tone: 'calm', icon: 'idle' },
  suspended: { tone: 'warn', icon: 'paused' },
};

function End({ invitation }: { readonly invitation: Invitation }): ReactElement {
  const { state, expires_at: expires, revoked_at: revoked, used_by_name: user } = invitation;
  if (state === 'used') return <>{user === null ? words.states.used : words.acceptedBy(user)}</>;
  return (
    <>
      {words.ends[state]} <Ago at={state === 'revoked' ? (revoked ?? expires) : expires} />
    </>
  );
}

interface Props {
  readonly libraryId: string;
  readonly invitation: Invitation;
  readonly name: string;
}

export function InvitationLine({ libraryId, invitation, name }: Props): ReactElement {
  const refresh = useRefreshInvitations(libraryId);
  const { id, state, role, made_by_name: maker } = invitation;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> <StatusBadge words={words.states[state]} {...LOOKS[state]} />
        <br />
        <small className="quiet">
          {text.libraries.roles[role]} · {words.by(maker)} · <End invitation={invitation} />
        </small>
        {state === 'suspended' && (
          <>
            <br />
            <small>{words.suspendedHint(maker)}</small>
          </>
        )}
      </span>
      {(state === 'open' || state === 'suspended') && (
        <DeleteButton
          name={name}
          words={words.revoke}
          hint={words.revoke.hint}
          remove={() => revokeInvitation(libraryId, id)}
          refresh={refresh}
        />
      )}
    </li>
  );
}
