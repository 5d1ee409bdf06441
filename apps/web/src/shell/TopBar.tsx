import type { ReactElement } from 'react';
import { useIsPhone } from '../components/use-is-phone.js';
import { SearchField } from '../search/SearchField.js';
import { LiveMark } from './LiveMark.js';
import { Shortcuts } from './Shortcuts.js';
import { AddButton } from '../upload/AddButton.js';

/** Search, Add, the list of keys, and how the page gets its changes, on every view. A phone has Add in the bar at its bottom. */
export function TopBar(): ReactElement {
  const isPhone = useIsPhone();
  return (
    <header className="topbar">
      <SearchField />
      <LiveMark />
      <Shortcuts />
      {!isPhone && <AddButton />}
    </header>
  );
}
