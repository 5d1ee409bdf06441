import { useMutation } from '@tanstack/react-query';
import type { ActionName, AllowedAction } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../../actions/action-definition.js';
import { ActionDialog } from '../../actions/ActionDialog.js';
import { describeAnswer } from '../../actions/describe-answer.js';
import { definitionOf } from '../../actions/registry.js';
import { useAnnounce } from '../../components/Announcer.js';

export interface ChosenAction {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

export interface ItemActionsInput<T> {
  readonly item: T;
  readonly id: string;
  readonly titleOf: (item: T) => string;
  /** Calls the API and returns the changed item. */
  readonly perform: (action: AllowedAction, input: ActionInput | undefined) => Promise<T>;
  readonly onChanged: (changed: T, chosen: ChosenAction) => void;
  /** Actions that another part of the page carries out. */
  readonly elsewhere?: Readonly<Partial<Record<ActionName, () => void>>>;
  readonly language?: string | undefined;
  /** The outputs that wait until a person publishes them. */
  readonly held?: readonly string[] | undefined;
}

export interface ItemActionsState {
  /** Performs the action, after a dialog if it needs one. */
  readonly choose: (action: AllowedAction) => void;
  /** Performs the action without a dialog. */
  readonly perform: (chosen: ChosenAction) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly dialog: ReactElement | null;
}

const withInput = (action: AllowedAction, input: ActionInput | undefined): ChosenAction =>
  input === undefined ? { action } : { action, input };

/** Performs the actions of an item, from whatever part of the page they are chosen. */
export function useItemActions<T>(input: ItemActionsInput<T>): ItemActionsState {
  const { item, id, titleOf, perform, onChanged, elsewhere, language, held } = input;
  const [asking, setAsking] = useState<AllowedAction>();
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ action, input: given }: ChosenAction) => perform(action, given),
    onSuccess: (changed, chosen) => {
      onChanged(changed, chosen);
      // Uses the new title, so that an erased title is not announced.
      announce(describeAnswer(chosen.action, titleOf(changed), changed));
    },
  });
  const choose = (action: AllowedAction): void => {
    reset();
    const other = elsewhere?.[action.action];
    if (other !== undefined) other();
    else if (definitionOf(action.action).isAtOnce === true) mutate({ action });
    else setAsking(action);
  };
  const dialog =
    asking === undefined ? null : (
      <ActionDialog
        action={asking}
        id={id}
        title={titleOf(item)}
        language={language}
        held={held}
        onConfirm={(given) => {
          mutate(withInput(asking, given));
        }}
        onClose={() => {
          setAsking(undefined);
        }}
      />
    );
  return { choose, perform: mutate, isPending, error, dialog };
}
