import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AllowedAction, Recording } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { actionName } from '../actions/action-name.js';
import { ActionQuestion } from '../actions/action-dialog.js';
import { describeAnswer } from '../actions/describe-answer.js';
import { possibleFirst } from '../actions/possible-first.js';
import { definitionOf } from '../actions/registry.js';
import { performOnRecording } from '../actions/request-action.js';
import { showRecording } from '../api/shown-recordings.js';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Menu, type MenuItem } from '../components/Menu/Menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../controls/recording-state.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';

function renderRefusal({ reason, try_instead }: AllowedAction): ReactElement {
  return (
    <>
      {reason}
      {try_instead !== null && <span className="instead">{try_instead}</span>}
    </>
  );
}

export function RowMenu({ recording }: { readonly recording: Recording }): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const client = useQueryClient();
  const announce = useAnnounce();
  const title = titleOf(recording);
  const { mutate, error, reset } = useMutation({
    mutationFn: (action: AllowedAction) => performOnRecording(recording.id, action),
    onSuccess: (changed, action) => {
      showRecording(client, changed, 'command');
      void client.invalidateQueries({ queryKey: ['recordings'] });
      announce(describeAnswer(action, title, changed));
    },
  });
  const choose = (action: AllowedAction): void => {
    if (Object.hasOwn(text.actions.confirm, action.action)) setAsking(action);
    else mutate(action);
  };
  const items = possibleFirst(recording.allowed_actions.filter(({ action }) => definitionOf(action).isInRow === true)).map(
    (action): MenuItem => ({
      key: `${action.action} ${action.target ?? ''}`,
      label: actionName(action),
      isDangerous: definitionOf(action.action).look === 'dangerous',
      ...(action.allowed ? {} : { refusal: renderRefusal(action) }),
      onChoose: () => {
        choose(action);
      },
    }),
  );
  return (
    <>
      <Menu label={text.actions.menu(title)} items={items} />
      {asking !== undefined && (
        <ActionQuestion
          action={asking}
          title={title}
          isDangerous={definitionOf(asking.action).look === 'dangerous'}
          onConfirm={() => {
            mutate(asking);
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
      {error !== null && (
        <Dialog title={text.upload.state.failed} onClose={reset}>
          <div className="dialog-body">
            <ProblemNote error={error} />
          </div>
          <div className="dialog-buttons">
            <Button onClick={reset}>{text.close}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
