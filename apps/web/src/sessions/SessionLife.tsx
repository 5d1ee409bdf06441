import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { AllowedAction } from '../api/answers.js';
import type { ActionInput } from '../api/commands.js';
import { ProblemNote } from '../controls/ProblemNote.js';
import { actionName } from '../list/RowMenu.js';
import { ActionGroups, DANGEROUS } from '../recording/actions/ActionBar.js';
import { ActionDialog } from '../recording/actions/ActionDialog.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { sessionTitle } from './SessionParts.js';
import { SESSIONS_KEY, changeSession, sessionQuery, type SessionStatus } from './sessions-api.js';

interface Chosen {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

/** To delete it, take that back, or give it up for good: exactly what the API allows, with the reason where it does not. */
export function SessionLife({ session }: { readonly session: SessionStatus }): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, reset } = useMutation({
    mutationFn: ({ action, input }: Chosen) => changeSession(session.session_id, action, input),
    onSuccess: (changed, { action }) => {
      client.setQueryData(sessionQuery(session.session_id).queryKey, changed);
      void client.invalidateQueries({ queryKey: SESSIONS_KEY });
      announce(text.actions.done(actionName(action), sessionTitle(changed)));
    },
  });
  return (
    <>
      <ActionGroups
        actions={session.allowed_actions}
        onChoose={(action) => {
          reset();
          if (action.action === 'restore') mutate({ action });
          else setAsking(action);
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      {asking !== undefined && (
        <ActionDialog
          action={asking}
          title={sessionTitle(session)}
          isDangerous={DANGEROUS.has(asking.action)}
          onConfirm={(input) => {
            mutate({ action: asking, ...(input === undefined ? {} : { input }) });
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
    </>
  );
}
