import type { ReactElement } from 'react';
import { buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Menu } from '../components/Menu/Menu.js';
import { text } from '../texts/text.js';
import { COLUMNS, useHiddenColumns } from './hidden-columns.js';

const words = text.itemList;

/** Hides columns of the list, and shows them again. */
export function ColumnsMenu(): ReactElement {
  const { hidden, toggle } = useHiddenColumns();
  return (
    <Menu
      className={`${buttonClass({ look: 'quiet' })} columns-button`}
      items={COLUMNS.map((column) => ({
        key: column,
        label: words.columns[column],
        isChecked: !hidden.includes(column),
        onChoose: () => {
          toggle(column);
        },
      }))}
    >
      <Icon name="columns" />
      {words.columnsLabel}
    </Menu>
  );
}
