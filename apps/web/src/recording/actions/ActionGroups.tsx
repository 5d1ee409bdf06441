import type { AllowedAction } from '@throughline/api-client';
import { useId, useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { possibleFirst } from '../../actions/possible-first.js';
import { definitionOf } from '../../actions/registry.js';
import type { MainAction } from '../../actions/main-action.js';
import { actionName, type NamedItem } from '../../actions/action-name.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { keyOf } from '../recording-api.js';
import { useCloseOutside } from './use-close-outside.js';

const words = text.recording.actions;

interface ButtonProps {
  readonly action: AllowedAction;
  readonly item: NamedItem;
  readonly isMain?: boolean;
  readonly describedBy?: string;
  readonly onChoose: (action: AllowedAction) => void;
}

/** A refused action stays focusable, because its reason is shown there. */
function ActionButton({ action, item, isMain = false, describedBy, onChoose }: ButtonProps): ReactElement {
  return (
    <Button
      ref={focusTitleAfter}
      look={isMain ? 'primary' : definitionOf(action.action).look}
      aria-disabled={!action.allowed}
      aria-describedby={describedBy}
      onClick={() => {
        if (action.allowed) onChoose(action);
      }}
    >
      {actionName(action, item)}
    </Button>
  );
}

function Further(props: Pick<ButtonProps, 'action' | 'item' | 'onChoose'>): ReactElement {
  const id = useId();
  const { action } = props;
  return (
    <li className="further-action">
      <ActionButton {...props} describedBy={id} />
      <p id={id} className="quiet">
        {action.allowed ? text.actions.means[action.action] : action.reason}
        {action.try_instead !== null && <span className="instead">{action.try_instead}</span>}
      </p>
    </li>
  );
}

interface GroupsProps extends Pick<ButtonProps, 'item' | 'onChoose'> {
  readonly actions: readonly AllowedAction[];
  /** The action that stands out, as a button. */
  readonly main?: MainAction | undefined;
  /** Keys of actions that another part of the page offers already. */
  readonly without?: ReadonlySet<string> | undefined;
  /** The main action, if the page itself carries it out. */
  readonly lead?: ReactNode;
  /** Buttons of the page itself, after those of the API. */
  readonly children?: ReactNode;
  /** Entries of the page itself, before those of the API. */
  readonly entries?: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();
const isDangerous = ({ action }: AllowedAction): boolean => definitionOf(action).look === 'dangerous';

/**
 * Shows frequent allowed actions as buttons, the main one first, and all others in a collapsed list: the possible ones first, the
 * dangerous ones last.
 */
export function ActionGroups(props: GroupsProps): ReactElement {
  const { actions, item, main, without = NONE, onChoose, lead, children, entries } = props;
  const list = useRef<HTMLDetailsElement>(null);
  useCloseOutside(list);
  const offered = actions.filter((action) => !without.has(keyOf(action)));
  const isUpFront = ({ action, allowed }: AllowedAction): boolean =>
    allowed && (action === main || definitionOf(action).isFrequent === true);
  const frequent = offered.filter(isUpFront);
  // Several follow-ups can be retried, and one button stands out.
  const first = frequent.find(({ action }) => action === main);
  const upFront = first === undefined ? frequent : [first, ...frequent.filter((action) => action !== first)];
  const further = possibleFirst(offered.filter((action) => !isUpFront(action)));
  const dangerous = further.filter(isDangerous);
  const render = (action: AllowedAction): ReactElement => (
    <Further key={keyOf(action)} action={action} item={item} onChoose={onChoose} />
  );
  return (
    <>
      <div className="action-buttons">
        {lead}
        {upFront.map((action) => (
          <ActionButton key={keyOf(action)} action={action} item={item} isMain={action === first} onChoose={onChoose} />
        ))}
        {children}
      </div>
      {further.length > 0 && (
        <details ref={list} className="further-actions">
          <summary>
            <Icon name="more" />
            <span>{words.further}</span>
          </summary>
          <div className="further-list">
            <ul>
              {entries}
              {further.filter((action) => !isDangerous(action)).map(render)}
            </ul>
            {dangerous.length > 0 && <ul>{dangerous.map(render)}</ul>}
          </div>
        </details>
      )}
    </>
  );
}
