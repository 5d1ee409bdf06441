import { useQueryClient } from '@tanstack/react-query';
import type { Session } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { rememberMove } from '../libraries/moved-items.js';
import { ItemActions } from '../recording/actions/ItemActions.js';
import { sessionTitle } from './SessionParts.js';
import { SESSIONS_KEY, changeSession, sessionQuery } from './sessions-api.js';

export function SessionLife({ session }: { readonly session: Session }): ReactElement {
  const client = useQueryClient();
  return (
    <ItemActions
      item={session}
      actions={session.allowed_actions}
      titleOf={sessionTitle}
      perform={(action, input) => changeSession(session.session_id, action, input)}
      onChanged={(changed, chosen) => {
        rememberMove(client, { id: session.session_id, title: sessionTitle(session) }, chosen);
        client.setQueryData(sessionQuery(session.session_id).queryKey, changed);
        void client.invalidateQueries({ queryKey: SESSIONS_KEY });
      }}
    />
  );
}
