import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactElement } from 'react';
import type { AllowedAction, Recording } from '../../api/answers.js';
import { perform, type ActionInput } from '../../api/commands.js';
import { showRecording } from '../../api/known-recordings.js';
import { known } from '../../api/recordings.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { actionName } from '../../list/RowMenu.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { keyOf } from '../recording-api.js';
import { ActionDialog } from './ActionDialog.js';
import { RunPreview } from './RunPreview.js';

const words = text.recording.actions;
const DANGEROUS: ReadonlySet<string> = new Set(['delete', 'erase', 'reset']);
/** These do at once what their name says, and can be taken back or repeated. */
const AT_ONCE: ReadonlySet<string> = new Set(['run', 'restore']);

function Refused({ action }: { readonly action: AllowedAction }): ReactElement {
  const id = useId();
  return (
    <li className="refused">
      <button type="button" className="button small" aria-disabled="true" aria-describedby={id}>
        {actionName(action)}
      </button>
      <p id={id} className="quiet">
        {action.reason} {action.try_instead !== null && <span className="instead">{action.try_instead}</span>}
      </p>
    </li>
  );
}

function Allowed({
  action,
  onChoose,
}: {
  readonly action: AllowedAction;
  readonly onChoose: (action: AllowedAction) => void;
}): ReactElement {
  const tone = DANGEROUS.has(action.action) ? ' dangerous' : action.action === 'run' ? ' primary' : '';
  return (
    <button
      type="button"
      className={`button${tone}`}
      onClick={() => {
        onChoose(action);
      }}
    >
      {actionName(action)}
    </button>
  );
}

interface Chosen {
  readonly action: AllowedAction;
  readonly input?: ActionInput;
}

/** Exactly what the API allows; what it refuses stays in reach, with the reason and the way out. */
export function ActionBar({ recording }: { readonly recording: Recording }): ReactElement {
  const [asking, setAsking] = useState<AllowedAction>();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ action, input }: Chosen) => perform(recording.id, action, input === undefined ? {} : { input }),
    onSuccess: (changed, { action }) => {
      showRecording(client, known, changed);
      announce(text.actions.done(actionName(action), titleOf(recording)));
    },
  });
  const allowed = recording.allowed_actions.filter((action) => action.allowed);
  const refused = recording.allowed_actions.filter((action) => !action.allowed);
  const choose = (action: AllowedAction): void => {
    reset();
    if (AT_ONCE.has(action.action)) mutate({ action });
    else setAsking(action);
  };
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {words.title}
      </h2>
      <div className="action-buttons">
        {allowed.map((action) => (
          <Allowed key={keyOf(action)} action={action} onChoose={choose} />
        ))}
        {allowed.some(({ action }) => action === 'run') && <RunPreview recording={recording} />}
        {isPending && (
          <span className="quiet" role="status">
            {words.working}
          </span>
        )}
      </div>
      {error !== null && <ProblemNote error={error} />}
      {refused.length > 0 && (
        <details className="refused-actions">
          <summary>{words.refused}</summary>
          <ul>
            {refused.map((action) => (
              <Refused key={keyOf(action)} action={action} />
            ))}
          </ul>
        </details>
      )}
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
