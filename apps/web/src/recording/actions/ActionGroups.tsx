import { useId, type ReactElement, type ReactNode } from 'react';
import type { ActionName, AllowedAction } from '../../api/answers.js';
import { actionName } from '../../list/RowMenu.js';
import { text } from '../../texts/text.js';
import { keyOf } from '../recording-api.js';

const words = text.recording.actions;
export const DANGEROUS: ReadonlySet<ActionName> = new Set(['delete', 'erase', 'reset']);
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
