import type { AllowedAction } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { actionName } from '../actions/action-name.js';
import { ActionQuestion } from '../actions/action-dialog.js';
import { possibleFirst } from '../actions/possible-first.js';
import { definitionOf } from '../actions/registry.js';
import { DropdownMenu, type MenuItem } from '../components/Menu/DropdownMenu.js';
import type { OpenedBy } from '../components/Menu/lazy-menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { ROW_KINDS } from './row-kinds.js';
import { useRowCommand, type RowCommandProps } from './use-row-command.js';

function renderRefusal({ reason, try_instead }: AllowedAction): ReactElement {
  return (
    <>
      {reason}
      {try_instead !== null && <span className="instead">{try_instead}</span>}
    </>
  );
}

interface Props extends RowCommandProps {
  readonly label: string;
  readonly openedBy: OpenedBy;
}

/** The actions of an item in a list, which are read when the menu is opened. */
export function RowMenu({ isInTabOrder, label, openedBy, ...row }: Props): ReactElement {
  const { id, kind, title } = row;
  const [isOpen, setOpen] = useState(false);
  const [asking, setAsking] = useState<AllowedAction>();
  const read = ROW_KINDS[kind].useItem(id, isOpen);
  const { perform, refusal } = useRowCommand(row);
  const choose = (action: AllowedAction): void => {
    if (Object.hasOwn(text.actions.confirm, action.action)) setAsking(action);
    else perform(action);
  };
  const actions = read.data?.allowed_actions ?? [];
  const items = possibleFirst(actions.filter(({ action }) => definitionOf(action).isInRow === true)).map((action): MenuItem => ({
    key: `${action.action} ${action.target ?? ''}`,
    label: actionName(action, read.data),
    isDangerous: definitionOf(action.action).look === 'dangerous',
    ...(action.allowed ? {} : { refusal: renderRefusal(action) }),
    onChoose: () => {
      choose(action);
    },
  }));
  return (
    <>
      <DropdownMenu
        label={label}
        openedBy={openedBy}
        items={items}
        isInTabOrder={isInTabOrder}
        onOpen={setOpen}
        pending={read.isPending ? <span role="status">{text.loading}</span> : read.error && <ProblemNote error={read.error} />}
      />
      {asking !== undefined && (
        <ActionQuestion
          action={asking}
          title={title}
          isDangerous={definitionOf(asking.action).look === 'dangerous'}
          onConfirm={() => {
            perform(asking);
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
      {refusal}
    </>
  );
}
