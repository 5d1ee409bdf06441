import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ItemActions } from '../recording/actions/ItemActions.js';
import { sessionTitle } from './SessionParts.js';
import { SESSIONS_KEY, changeSession, sessionQuery, type SessionStatus } from './sessions-api.js';

/** To delete it, take that back, or give it up for good: exactly what the API allows, with the reason where it does not. */
export function SessionLife({ session }: { readonly session: SessionStatus }): ReactElement {
  const client = useQueryClient();
  return (
    <ItemActions
      item={session}
      actions={session.allowed_actions}
      titleOf={sessionTitle}
      perform={(action, input) => changeSession(session.session_id, action, input)}
      onChanged={(changed) => {
        client.setQueryData(sessionQuery(session.session_id).queryKey, changed);
        void client.invalidateQueries({ queryKey: SESSIONS_KEY });
      }}
    />
  );
}
