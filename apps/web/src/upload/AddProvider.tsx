import { useCallback, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { lazyView } from '../shell/lazy-view.js';
import { text } from '../texts/text.js';
import { AddContext } from './add-context.js';
import { useFileDrop } from './use-file-drop.js';
import { stageFiles, type StagedFile } from './staged-files.js';

const AddForm = lazyView(async () => (await import('./AddForm.js')).AddForm);
/** The first view is drawn and filled by then, also on a slow machine. */
const PREPARE_AFTER_MS = 30_000;

/** Fetches the dialog before it is opened, so that it also opens while the gateway is upgraded. */
function usePrepared(mayChange: boolean): void {
  useEffect(() => {
    if (!mayChange) return undefined;
    const timer = setTimeout(() => void AddForm.preload(), PREPARE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [mayChange]);
}

/** Adds items from every view: by a button, by a key, and by files that are dropped anywhere. Viewers cannot open the dialog. */
export function AddProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const mayChange = useMayChange();
  const [isOpen, setOpen] = useState(false);
  const [staged, setStaged] = useState<readonly StagedFile[]>([]);
  usePrepared(mayChange);
  const open = useCallback(
    (files: readonly File[] = []): void => {
      if (!mayChange) return;
      setOpen(true);
      setStaged((before) => stageFiles(before, files));
    },
    [mayChange],
  );
  useFileDrop(open);
  const close = (): void => {
    setOpen(false);
    setStaged([]);
  };
  return (
    <AddContext value={open}>
      {children}
      {isOpen && (
        <Dialog title={text.upload.title} size="wide" onClose={close}>
          <AddForm staged={staged} onStaged={setStaged} onClose={close} />
        </Dialog>
      )}
    </AddContext>
  );
}
