import { useState, type ReactElement, type ReactNode } from 'react';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { text } from '../texts/text.js';
import type { ActionDialogProps, ActionInput } from './action-definition.js';
import { actionName } from './action-name.js';

export interface FieldsProps<Draft> {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

export interface ActionForm<Draft> {
  readonly begin: (props: Pick<ActionDialogProps, 'language' | 'held'>) => Draft;
  readonly Fields: (props: FieldsProps<Draft>) => ReactElement;
  /** Returns the body of the request. */
  readonly toInput: (draft: Draft) => ActionInput;
}

interface QuestionProps extends Pick<ActionDialogProps, 'action' | 'title' | 'onClose'> {
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

/** Asks before an action, and names the item. */
export function ActionQuestion({ action, title, children, ...dialog }: QuestionProps): ReactElement {
  const name = actionName(action);
  return (
    <ConfirmDialog title={name} confirm={name} {...dialog}>
      <p dir="auto">
        <strong>{title}</strong>
      </p>
      {Object.hasOwn(text.actions.confirm, action.action) && <p>{text.actions.confirm[action.action]}</p>}
      {children}
    </ConfirmDialog>
  );
}

export const createActionDialog = <Draft,>(
  { begin, Fields, toInput }: ActionForm<Draft>,
  isDangerous = false,
): ((props: ActionDialogProps) => ReactElement) =>
  function ActionDialogWithInput({ action, title, language, held, onConfirm, onClose }) {
    const [draft, setDraft] = useState(() => begin({ language, held }));
    return (
      <ActionQuestion
        action={action}
        title={title}
        isDangerous={isDangerous}
        onConfirm={() => {
          onConfirm(toInput(draft));
        }}
        onClose={onClose}
      >
        <Fields
          draft={draft}
          onChange={(change) => {
            setDraft((before) => ({ ...before, ...change }));
          }}
        />
      </ActionQuestion>
    );
  };
