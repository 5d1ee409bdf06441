import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AllowedAction, Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { performOnRevision, type ActionInput } from '../../api/commands.js';
import { showRecording } from '../../api/shown-recordings.js';
import { useMayChange } from '../../api/use-may-change.js';
import { Button } from '../../components/Button/Button.js';
import { Fact } from '../../components/Fact/Fact.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { actionName } from '../../list/RowMenu.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { formatLanguage } from '../language-name.js';
import { ActionDialog } from './ActionDialog.js';

const words = text.recording.facts;

interface ChangeProps {
  readonly recording: Recording;
  readonly action: AllowedAction;
}

function Change({ recording, action }: ChangeProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, reset } = useMutation({
    mutationFn: (input: ActionInput | undefined) => performOnRevision(recording, action, input),
    onSuccess: (changed) => {
      showRecording(client, changed, 'command');
      announce(text.actions.done(actionName(action), titleOf(changed)));
    },
  });
  return (
    <>
      <Button
        size="small"
        aria-label={actionName(action)}
        onClick={() => {
          reset();
          setAsking(true);
        }}
      >
        {words.changeLanguage}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {isAsking && (
        <ActionDialog
          action={action}
          title={titleOf(recording)}
          isDangerous={false}
          language={recording.language}
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/** Shows the language, with a button while it may be changed. The list of actions gives the reason if it may not. */
export function LanguageFact({ recording, isPast }: { readonly recording: Recording; readonly isPast: boolean }): ReactElement {
  const mayChange = useMayChange();
  const action = isPast ? undefined : recording.allowed_actions.find((one) => one.action === 'set_language' && one.allowed);
  return (
    <Fact name={words.language}>
      {formatLanguage(recording.language)}
      {mayChange && action !== undefined && (
        <>
          {' '}
          <Change recording={recording} action={action} />
        </>
      )}
    </Fact>
  );
}
