import type { ReactElement } from 'react';
import { SearchField } from '../search/SearchField.js';
import { LiveMark } from './LiveMark.js';
import { Shortcuts } from './Shortcuts.js';
import { AddButton } from '../upload/AddButton.js';

/** Search, Add, the list of keys, and how the page gets its changes, on every view. */
export function TopBar(): ReactElement {
  return (
    <header className="topbar">
      <SearchField />
      <LiveMark />
      <Shortcuts />
      <AddButton />
    </header>
  );
}
