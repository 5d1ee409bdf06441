import type { AllowedAction } from '@throughline/api-types';
import { useId, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../components/Button/Button.js';
import { definitionOf } from '../../actions/registry.js';
import { actionName } from '../../actions/action-name.js';
import { text } from '../../texts/text.js';
import { keyOf } from '../recording-api.js';

const words = text.recording.actions;

interface ButtonProps {
  readonly action: AllowedAction;
  readonly size?: 'small';
  readonly describedBy?: string;
  readonly onChoose: (action: AllowedAction) => void;
}

/** A refused action stays focusable, because its reason is shown there. */
function ActionButton({ action, size, describedBy, onChoose }: ButtonProps): ReactElement {
  return (
    <Button
      look={definitionOf(action.action).look}
      size={size}
      aria-disabled={!action.allowed}
      aria-describedby={describedBy}
      onClick={() => {
        if (action.allowed) onChoose(action);
      }}
    >
      {actionName(action)}
    </Button>
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
  readonly children?: ReactNode;
}

/** Shows frequent allowed actions as buttons, and all others in a collapsed list. */
export function ActionGroups({ actions, onChoose, children }: GroupsProps): ReactElement {
  const isUpFront = ({ action, allowed }: AllowedAction): boolean => allowed && definitionOf(action).isFrequent === true;
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
