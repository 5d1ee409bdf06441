import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import { useShortcuts } from './use-shortcuts.js';

/** Fetched when it is opened. */
const ShortcutsDialog = lazyView(async () => (await import('./ShortcutsDialog.js')).ShortcutsDialog, null);

/** The keys of the page, and the button that lists them. */
export function Shortcuts(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const open = (): void => {
    setOpen(true);
  };
  useShortcuts(open);
  return (
    <>
      <Button look="quiet" size="icon" aria-label={text.shortcuts} title={text.shortcuts} onClick={open}>
        <kbd aria-hidden="true">?</kbd>
      </Button>
      {isOpen && (
        <ShortcutsDialog
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
