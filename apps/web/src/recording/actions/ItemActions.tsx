import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { ActionName, AllowedAction } from '../../api/answers.js';
import type { ActionInput } from '../../api/commands.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { actionName } from '../../list/RowMenu.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { ActionDialog } from './ActionDialog.js';
import { ActionGroups, DANGEROUS } from './ActionGroups.js';
import { RunPreview } from './RunPreview.js';

const words = text.recording.actions;
/** These do at once what their name says, and can be taken back or repeated. */
const AT_ONCE: ReadonlySet<ActionName> = new Set(['run', 'restore', 'redeliver', 'retry']);

interface Chosen {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

interface Props<T> {
  readonly item: T;
  readonly actions: readonly AllowedAction[];
  readonly titleOf: (item: T) => string;
  /** Asks the API; the answer is the item after it. */
  readonly perform: (action: AllowedAction, input: ActionInput | undefined) => Promise<T>;
  readonly onChanged: (changed: T) => void;
  /** What is done where something else is shown, and not asked for from here. */
  readonly elsewhere?: Readonly<Partial<Record<ActionName, () => void>>>;
  /** Offers to say what a run would do; of whom that can be asked. */
  readonly previewOf?: { readonly id: string };
}

/** Exactly what the API allows; what it refuses stays in reach, with the reason and the way out. */
export function ItemActions<T>({ item, actions, titleOf, perform, onChanged, elsewhere, previewOf }: Props<T>): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ action, input }: Chosen) => perform(action, input),
    onSuccess: (changed, { action }) => {
      onChanged(changed);
      // As it is called now: an erased title is not said once more.
      announce(text.actions.done(actionName(action), titleOf(changed)));
    },
  });
  const run = actions.find(({ action, allowed }) => action === 'run' && allowed);
  const choose = (action: AllowedAction): void => {
    reset();
    const other = elsewhere?.[action.action];
    if (other !== undefined) other();
    else if (AT_ONCE.has(action.action)) mutate({ action });
    else setAsking(action);
  };
  return (
    <>
      <ActionGroups actions={actions} onChoose={choose}>
        {run !== undefined && previewOf !== undefined && (
          <RunPreview
            item={previewOf}
            onRun={() => {
              choose(run);
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
          isDangerous={DANGEROUS.has(asking.action)}
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
