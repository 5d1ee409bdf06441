import type { AllowedAction, Item } from '@throughline/api-client';
import { useId, type ReactElement, type ReactNode } from 'react';
import type { NamedItem } from '../../actions/action-name.js';
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
  readonly item: NamedItem;
  /** Offers a preview of a run, if the API has one for this kind of items. */
  readonly previewOf?: Pick<Item, 'id' | 'template'> | undefined;
  readonly state: ItemActionsState;
  /** The action that stands out. */
  readonly main?: MainAction | undefined;
  /** Keys of actions that another part of the page offers already. */
  readonly without?: ReadonlySet<string> | undefined;
  /** The main action, if the page itself carries it out. */
  readonly lead?: ReactNode;
  /** Buttons of the page itself. */
  readonly children?: ReactNode;
  /** Entries of the page itself in the list of further actions. */
  readonly entries?: ReactNode;
}

/** The entry of a preview, which starts nothing. */
function Preview({ actions, previewOf: item, state }: Pick<OfferedActionsProps, 'actions' | 'previewOf' | 'state'>) {
  const hint = useId();
  const run = findRun(actions);
  if (run === undefined || item === undefined) return null;
  return (
    <li className="further-action">
      <RunPreview
        item={item}
        label={run.allowed ? words.preview : text.runs.withOthers}
        describedBy={hint}
        onRun={(input) => {
          state.perform(input === undefined ? { action: run } : { action: run, input });
        }}
      />
      <p id={hint} className="quiet">
        {words.previewHint}
      </p>
    </li>
  );
}

/** Shows the actions that the API lists. Refused ones stay visible with their reason and an alternative. */
export function OfferedActions(props: OfferedActionsProps): ReactElement {
  const { state, actions, item, main, without, lead, children, entries } = props;
  return (
    <>
      <ActionGroups
        {...{ actions, item, main, without, lead }}
        onChoose={state.choose}
        entries={
          <>
            <Preview {...props} />
            {entries}
          </>
        }
      >
        {children}
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

/** Sessions do not say that they are paused. */
const UNPAUSED: NamedItem = {};

/** The actions of an item whose page offers them in one place. */
export function ItemActions<T>({
  actions,
  main,
  lead,
  children,
  ...input
}: ItemActionsInput<T> & Omit<OfferedActionsProps, 'state' | 'item'>): ReactElement {
  const state = useItemActions(input);
  return (
    <OfferedActions {...{ state, actions, main, lead }} item={UNPAUSED}>
      {children}
    </OfferedActions>
  );
}
