import type { ReactElement } from 'react';
import { SearchField } from '../search/SearchField.js';
import { Shortcuts } from './Shortcuts.js';
import { AddButton } from '../upload/AddButton.js';

/** Search, Add and the list of keys, on every view. */
export function TopBar(): ReactElement {
  return (
    <header className="topbar">
      <SearchField />
      <Shortcuts />
      <AddButton />
    </header>
  );
}
