import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import type { ActionName, AllowedAction, Recording } from '../../api/answers.js';
import { perform, type ActionInput } from '../../api/commands.js';
import { showRecording } from '../../api/known-recordings.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { actionName } from '../../list/RowMenu.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { keyOf } from '../recording-api.js';
import { ActionDialog } from './ActionDialog.js';
import { RunPreview } from './RunPreview.js';

const words = text.recording.actions;
export const DANGEROUS: ReadonlySet<ActionName> = new Set(['delete', 'erase', 'reset']);
/** These do at once what their name says, and can be taken back or repeated. */
const AT_ONCE: ReadonlySet<ActionName> = new Set(['run', 'restore', 'redeliver']);
/** What people come for; the rest is one step further, with a word on what it does. */
const UP_FRONT: ReadonlySet<ActionName> = new Set(['run', 'pause', 'cancel', 'unstick', 'settle', 'restore']);

interface ButtonProps {
  readonly action: AllowedAction;
  readonly size?: 'small';
  readonly describedBy?: string;
  readonly onChoose: (action: AllowedAction) => void;
}

/** A refused one stays in reach of the keyboard: that is where its reason is read. */
function ActionButton({ action, size, describedBy, onChoose }: ButtonProps): ReactElement {
  const tone = DANGEROUS.has(action.action) ? ' dangerous' : action.action === 'run' ? ' primary' : '';
  return (
    <button
      type="button"
      className={`button${size === undefined ? '' : ` ${size}`}${action.allowed ? tone : ' refused'}`}
      aria-disabled={!action.allowed}
      aria-describedby={describedBy}
      onClick={() => {
        if (action.allowed) onChoose(action);
      }}
    >
      {actionName(action)}
    </button>
  );
}

function Further({ action, onChoose }: Pick<ButtonProps, 'action' | 'onChoose'>): ReactElement {
  const id = useId();
  return (
    <li className="further-action">
      <ActionButton action={action} size="small" describedBy={id} onChoose={onChoose} />
      <p id={id} className="quiet">
        {action.allowed ? words.means[action.action] : action.reason}
        {action.try_instead !== null && <span className="instead">{action.try_instead}</span>}
      </p>
    </li>
  );
}

interface Chosen {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

function useActions(recording: Recording) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ action, input }: Chosen) => perform(recording.id, action, input === undefined ? {} : { input }),
    onSuccess: (changed, { action }) => {
      showRecording(client, changed, 'command');
      // As it is called now: an erased title is not said once more.
      announce(text.actions.done(actionName(action), titleOf(changed)));
    },
  });
}

interface GroupsProps {
  readonly actions: readonly AllowedAction[];
  readonly onChoose: (action: AllowedAction) => void;
  /** Beside the buttons. */
  readonly children?: ReactNode;
}

/** What can be done now in front; the rest, and what is refused, one step further. */
export function ActionGroups({ actions, onChoose, children }: GroupsProps): ReactElement {
  const isUpFront = ({ action, allowed }: AllowedAction): boolean => allowed && UP_FRONT.has(action);
  const further = actions.filter((action) => !isUpFront(action));
  const ordered = [...further.filter(({ allowed }) => allowed), ...further.filter(({ allowed }) => !allowed)];
  return (
    <>
      <div className="action-buttons">
        {actions.filter(isUpFront).map((action) => (
          <ActionButton key={keyOf(action)} action={action} onChoose={onChoose} />
        ))}
        {children}
      </div>
      {ordered.length > 0 && (
        <details className="further-actions">
          <summary>{words.further}</summary>
          <ul>
            {ordered.map((action) => (
              <Further key={keyOf(action)} action={action} onChoose={onChoose} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface Props {
  readonly recording: Recording;
  /** Words are corrected where they are read. */
  readonly onCorrect: () => void;
}

/** Exactly what the API allows; what it refuses stays in reach, with the reason and the way out. */
export function ActionBar({ recording, onCorrect }: Props): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const { mutate, error, isPending, reset } = useActions(recording);
  const run = recording.allowed_actions.find(({ action, allowed }) => action === 'run' && allowed);
  const choose = (action: AllowedAction): void => {
    reset();
    if (action.action === 'correct') onCorrect();
    else if (AT_ONCE.has(action.action)) mutate({ action });
    else setAsking(action);
  };
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {words.title}
      </h2>
      <ActionGroups actions={recording.allowed_actions} onChoose={choose}>
        {run !== undefined && (
          <RunPreview
            recording={recording}
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
          title={titleOf(recording)}
          isDangerous={DANGEROUS.has(asking.action)}
          onConfirm={(input) => {
            mutate({ action: asking, ...(input === undefined ? {} : { input }) });
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
    </section>
  );
}
