import type { AllowedAction, Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import type { MainAction } from '../../actions/main-action.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import { ActionGroups } from './ActionGroups.js';
import { findRun } from './find-run.js';
import { RunPreview } from './RunPreview.js';
import { useItemActions, type ItemActionsInput, type ItemActionsState } from './use-item-actions.js';

const words = text.recording.actions;

interface OfferedActionsProps {
  readonly actions: readonly AllowedAction[];
  /** Offers a preview of a run, if the API has one for this kind of items. */
  readonly previewOf?: Pick<Item, 'id' | 'template'> | undefined;
  readonly state: ItemActionsState;
  /** The action that stands out. */
  readonly main?: MainAction | undefined;
  /** Keys of actions that another part of the page offers already. */
  readonly without?: ReadonlySet<string> | undefined;
}

/** Shows the actions that the API lists. Refused ones stay visible with their reason and an alternative. */
export function OfferedActions({ state, actions, previewOf, main, without }: OfferedActionsProps): ReactElement {
  const run = findRun(actions);
  return (
    <>
      <ActionGroups actions={actions} main={main} without={without} onChoose={state.choose}>
        {run !== undefined && previewOf !== undefined && (
          <RunPreview
            item={previewOf}
            label={run.allowed ? words.preview : text.runs.withOthers}
            onRun={(input) => {
              state.perform(input === undefined ? { action: run } : { action: run, input });
            }}
          />
        )}
        {state.isPending && (
          <span className="quiet" role="status">
            {words.working}
          </span>
        )}
      </ActionGroups>
      {state.error !== null && <ProblemNote error={state.error} />}
      {state.dialog}
    </>
  );
}

/** The actions of an item whose page offers them in one place. */
export function ItemActions<T>({
  actions,
  main,
  ...input
}: ItemActionsInput<T> & Omit<OfferedActionsProps, 'state'>): ReactElement {
  const state = useItemActions(input);
  return <OfferedActions state={state} actions={actions} main={main} />;
}
