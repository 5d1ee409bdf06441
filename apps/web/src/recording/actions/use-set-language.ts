import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { AllowedAction, Recording } from '@throughline/api-client';
import type { ActionInput } from '../../actions/action-definition.js';
import { performOnRevision } from '../../actions/request-action.js';
import { showRecording } from '../../api/shown-recordings.js';
import { useMayChange } from '../../api/use-may-change.js';
import { titleOf } from '../../controls/recording-state.js';
import { describeAnswer } from '../../actions/describe-answer.js';
import { useAnnounce } from '../../components/Announcer.js';

/** Returns the action that changes the language, if the user may use it now. */
export function useLanguageAction(recording: Pick<Recording, 'allowed_actions'> | undefined): AllowedAction | undefined {
  const mayChange = useMayChange();
  return mayChange ? recording?.allowed_actions.find(({ action, allowed }) => action === 'set_language' && allowed) : undefined;
}

export function useSetLanguage(
  recording: Recording,
  action: AllowedAction,
): UseMutationResult<Recording, Error, ActionInput | undefined> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (input: ActionInput | undefined) => performOnRevision(recording, action, input),
    onSuccess: (changed) => {
      showRecording(client, changed, 'command');
      announce(describeAnswer(action, titleOf(changed), changed));
    },
  });
}
