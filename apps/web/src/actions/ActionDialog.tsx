import type { ReactElement } from 'react';
import type { ActionDialogProps } from './action-definition.js';
import { ActionQuestion } from './action-dialog.js';
import { definitionOf } from './registry.js';

/** Asks for the input of an action and for confirmation. */
export function ActionDialog(props: ActionDialogProps): ReactElement {
  const { Dialog, look } = definitionOf(props.action.action);
  if (Dialog !== undefined) return <Dialog {...props} />;
  const { action, title, onConfirm, onClose } = props;
  return (
    <ActionQuestion
      action={action}
      title={title}
      isDangerous={look === 'dangerous'}
      onConfirm={() => {
        onConfirm(undefined);
      }}
      onClose={onClose}
    />
  );
}
