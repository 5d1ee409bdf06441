import type { AllowedAction } from '@throughline/api-client';
import { useId, useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { possibleFirst } from '../../actions/possible-first.js';
import { definitionOf } from '../../actions/registry.js';
import type { MainAction } from '../../actions/main-action.js';
import { actionName } from '../../actions/action-name.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { keyOf } from '../recording-api.js';
import { useCloseOutside } from './use-close-outside.js';

const words = text.recording.actions;

interface ButtonProps {
  readonly action: AllowedAction;
  readonly isMain?: boolean;
  readonly size?: 'small';
  readonly describedBy?: string;
  readonly onChoose: (action: AllowedAction) => void;
}

/** A refused action stays focusable, because its reason is shown there. */
function ActionButton({ action, isMain = false, size, describedBy, onChoose }: ButtonProps): ReactElement {
  return (
    <Button
      ref={focusTitleAfter}
      look={isMain ? 'primary' : definitionOf(action.action).look}
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
        {action.allowed ? text.actions.means[action.action] : action.reason}
        {action.try_instead !== null && <span className="instead">{action.try_instead}</span>}
      </p>
    </li>
  );
}

interface GroupsProps {
  readonly actions: readonly AllowedAction[];
  /** The action that stands out, as a button. */
  readonly main?: MainAction | undefined;
  /** Keys of actions that another part of the page offers already. */
  readonly without?: ReadonlySet<string> | undefined;
  readonly onChoose: (action: AllowedAction) => void;
  readonly children?: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();

/** Shows frequent allowed actions as buttons, and all others in a collapsed list, the possible ones first. */
export function ActionGroups({ actions, main, without = NONE, onChoose, children }: GroupsProps): ReactElement {
  const list = useRef<HTMLDetailsElement>(null);
  useCloseOutside(list);
  const offered = actions.filter((action) => !without.has(keyOf(action)));
  const isUpFront = ({ action, allowed }: AllowedAction): boolean =>
    allowed && (action === main || definitionOf(action).isFrequent === true);
  const upFront = offered.filter(isUpFront);
  // Several follow-ups can be retried, and one button stands out.
  const first = upFront.find(({ action }) => action === main);
  const further = offered.filter((action) => !isUpFront(action));
  const ordered = possibleFirst(further);
  return (
    <>
      <div className="action-buttons">
        {upFront.map((action) => (
          <ActionButton key={keyOf(action)} action={action} isMain={action === first} onChoose={onChoose} />
        ))}
        {children}
      </div>
      {ordered.length > 0 && (
        <details ref={list} className="further-actions">
          <summary>
            <Icon name="more" />
            <span>{words.further}</span>
          </summary>
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
