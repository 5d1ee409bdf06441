import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AllowedAction, Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { performOnRecording } from '../api/commands.js';
import { showRecording } from '../api/shown-recordings.js';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Menu, type MenuItem } from '../components/Menu/Menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { stepName, titleOf } from '../controls/recording-state.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';

/** Actions that need more input, such as a step or a typed confirmation. The page of the recording offers them. */
const IN_DETAIL = new Set(['settle', 'erase', 'skip', 'unstick', 'redeliver', 'retry', 'correct', 'set_language', 'describe']);

/** A newer gateway may send actions that this page has no words for. */
const nameOf = (action: string): string => (text.actions.names as Readonly<Record<string, string | undefined>>)[action] ?? action;

export const actionName = ({ action, target }: Pick<AllowedAction, 'action' | 'target'>): string =>
  target === null ? nameOf(action) : text.actions.withTarget(nameOf(action), stepName(target));

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
      announce(text.actions.done(actionName(action), title));
    },
  });
  const choose = (action: AllowedAction): void => {
    if (Object.hasOwn(text.actions.confirm, action.action)) setAsking(action);
    else mutate(action);
  };
  const items = recording.allowed_actions
    .filter(({ action }) => !IN_DETAIL.has(action))
    .map((action): MenuItem => ({
      key: `${action.action} ${action.target ?? ''}`,
      label: actionName(action),
      isDangerous: action.action === 'delete',
      ...(action.allowed ? {} : { refusal: renderRefusal(action) }),
      onChoose: () => {
        choose(action);
      },
    }));
  return (
    <>
      <Menu label={text.actions.menu(title)} items={items} />
      {asking !== undefined && (
        <ConfirmDialog
          title={actionName(asking)}
          confirm={actionName(asking)}
          isDangerous={asking.action === 'delete'}
          onConfirm={() => {
            mutate(asking);
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        >
          <p dir="auto">
            <strong>{title}</strong>
          </p>
          <p>{text.actions.confirm[asking.action]}</p>
        </ConfirmDialog>
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
