import type { ReactElement } from 'react';
import { findRowAction, type RowAction as Action } from '../actions/row-action.js';
import { useMayChange } from '../api/use-may-change.js';
import { buttonClass } from '../components/Button/Button.js';
import { lazyView } from '../components/lazy-view.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { ITEM_PATHS } from '../list/item-list.js';
import type { RowActionsProps } from '../list/row-actions-context.js';

const words = text.itemList;

/** Fetched when a row offers another attempt. */
const RowRetry = lazyView(async () => (await import('./RowRetry.js')).RowRetry, null);

function Offer({ action, item, title, isInTabOrder }: RowActionsProps & { readonly action: Action }): ReactElement | null {
  const mayChange = useMayChange();
  const { id, kind } = item;
  if (!mayChange) return null;
  if (action === 'retry') return <RowRetry {...{ id, kind, title, isInTabOrder }} />;
  const label = words.rowActions[action];
  const link = {
    className: buttonClass({ size: 'small' }),
    'aria-label': words.rowAction(label, title),
    tabIndex: isInTabOrder ? 0 : -1,
  };
  return action === 'review' ? (
    <Link to="/review" search={{ from: id }} {...link}>
      {label}
    </Link>
  ) : (
    <Link to={ITEM_PATHS[kind]} params={{ id }} hash="attention-title" {...link}>
      {label}
    </Link>
  );
}

/** The main action of an item, for people who may change it. */
export function RowAction(props: RowActionsProps): ReactElement | null {
  const action = findRowAction(props.item);
  return action === undefined ? null : <Offer action={action} {...props} />;
}
