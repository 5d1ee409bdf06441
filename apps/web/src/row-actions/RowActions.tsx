import type { ReactElement } from 'react';
import { lazyView } from '../components/lazy-view.js';
import { lazyMenu } from '../components/Menu/lazy-menu.js';
import type { RowActionsProps } from '../list/row-actions-context.js';
import { text } from '../texts/text.js';
import { RowAction } from './RowAction.js';

const RowMenu = lazyMenu(lazyView(async () => (await import('./RowMenu.js')).RowMenu, null));

/** The main action and the menu of an item, at the end of its row. */
function RowActions(props: RowActionsProps): ReactElement {
  const { item, title, isInTabOrder } = props;
  return (
    <>
      <RowAction {...props} />
      <RowMenu id={item.id} kind={item.kind} title={title} label={text.actions.menu(title)} isInTabOrder={isInTabOrder} />
    </>
  );
}

export const renderRowActions = (props: RowActionsProps): ReactElement => <RowActions {...props} />;
