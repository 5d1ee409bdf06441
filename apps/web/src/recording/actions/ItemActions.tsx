import { useMutation } from '@tanstack/react-query';
import type { ActionName, AllowedAction, Item } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../../actions/action-definition.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { definitionOf } from '../../actions/registry.js';
import { actionName } from '../../actions/action-name.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { ActionDialog } from '../../actions/ActionDialog.js';
import { ActionGroups } from './ActionGroups.js';
import { RunPreview } from './RunPreview.js';

const words = text.recording.actions;

/** Refusals of a run that another template or other settings may avoid. */
const DEPENDS_ON_SETTINGS: ReadonlySet<string | null> = new Set([
  'already-complete',
  'template-unusable',
  'output-missing',
  'settings-conflict',
]);

export interface ChosenAction {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

interface Props<T> {
  readonly item: T;
  readonly actions: readonly AllowedAction[];
  readonly titleOf: (item: T) => string;
  /** Calls the API and returns the changed item. */
  readonly perform: (action: AllowedAction, input: ActionInput | undefined) => Promise<T>;
  readonly onChanged: (changed: T, chosen: ChosenAction) => void;
  /** Actions that another part of the page carries out. */
  readonly elsewhere?: Readonly<Partial<Record<ActionName, () => void>>>;
  /** Offers a preview of a run, if the API has one for this kind of items. */
  readonly previewOf?: Pick<Item, 'id' | 'template'>;
  readonly language?: string;
  /** The outputs that wait until a person publishes them. */
  readonly held?: readonly string[];
}

/** Shows the actions that the API lists. Refused ones stay visible with their reason and an alternative. */
export function ItemActions<T>({
  item,
  actions,
  titleOf,
  perform,
  onChanged,
  elsewhere,
  previewOf,
  language,
  held,
}: Props<T>): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ action, input }: ChosenAction) => perform(action, input),
    onSuccess: (changed, chosen) => {
      onChanged(changed, chosen);
      // Uses the new title, so that an erased title is not announced.
      announce(text.actions.done(actionName(chosen.action), titleOf(changed)));
    },
  });
  const run = actions.find(({ action, allowed, code }) => action === 'run' && (allowed || DEPENDS_ON_SETTINGS.has(code)));
  const choose = (action: AllowedAction): void => {
    reset();
    const other = elsewhere?.[action.action];
    if (other !== undefined) other();
    else if (definitionOf(action.action).isAtOnce === true) mutate({ action });
    else setAsking(action);
  };
  return (
    <>
      <ActionGroups actions={actions} onChoose={choose}>
        {run !== undefined && previewOf !== undefined && (
          <RunPreview
            item={previewOf}
            label={run.allowed ? words.preview : text.runs.withOthers}
            onRun={(input) => {
              mutate({ action: run, ...(input === undefined ? {} : { input }) });
            }}
          />
        )}
        {isPending && (
          <span className="quiet" role="status">
            {words.working}
          </span>
        )}
      </ActionGroups>
      {error !== null && <ProblemNote error={error} />}
      {asking !== undefined && (
        <ActionDialog
          action={asking}
          title={titleOf(item)}
          language={language}
          held={held}
          onConfirm={(input) => {
            mutate({ action: asking, ...(input === undefined ? {} : { input }) });
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
    </>
  );
}
