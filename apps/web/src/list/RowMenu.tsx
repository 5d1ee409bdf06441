import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AllowedAction } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { actionName } from '../actions/action-name.js';
import { ActionQuestion } from '../actions/action-dialog.js';
import { describeAnswer } from '../actions/describe-answer.js';
import { possibleFirst } from '../actions/possible-first.js';
import { definitionOf } from '../actions/registry.js';
import { performOnRecording } from '../actions/request-action.js';
import { recordingQuery } from '../api/recordings.js';
import { showRecording } from '../api/shown-recordings.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Menu, type MenuItem } from '../components/Menu/Menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
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

interface Props {
  readonly id: string;
  readonly title: string;
  /** One row of a list is in the order of Tab. */
  readonly isInTabOrder: boolean;
}

/** The actions of a recording in a list, which are read when the menu is opened. */
export function RowMenu({ id, title, isInTabOrder }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const [asking, setAsking] = useState<AllowedAction>();
  const client = useQueryClient();
  const announce = useAnnounce();
  const read = useQuery({ ...recordingQuery(id), enabled: isOpen });
  const { mutate, error, reset } = useMutation({
    mutationFn: (action: AllowedAction) => performOnRecording(id, action),
    onSuccess: (changed, action) => {
      showRecording(client, changed, 'command');
      void readListsAgain(client);
      announce(describeAnswer(action, title, changed));
    },
  });
  const choose = (action: AllowedAction): void => {
    if (Object.hasOwn(text.actions.confirm, action.action)) setAsking(action);
    else mutate(action);
  };
  const actions = read.data?.allowed_actions ?? [];
  const items = possibleFirst(actions.filter(({ action }) => definitionOf(action).isInRow === true)).map((action): MenuItem => ({
    key: `${action.action} ${action.target ?? ''}`,
    label: actionName(action, read.data),
    isDangerous: definitionOf(action.action).look === 'dangerous',
    ...(action.allowed ? {} : { refusal: renderRefusal(action) }),
    onChoose: () => {
      choose(action);
    },
  }));
  return (
    <>
      <Menu
        label={text.actions.menu(title)}
        items={items}
        isInTabOrder={isInTabOrder}
        onOpen={setOpen}
        pending={read.isPending ? <span role="status">{text.loading}</span> : read.error && <ProblemNote error={read.error} />}
      />
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
