import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useState, type ReactElement, type ReactNode } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { lazyView } from '../components/lazy-view.js';
import { useLeaveGuard } from '../components/use-leave-guard.js';
import { text } from '../texts/text.js';
import { AddContext, FailedImportContext } from '../upload/add-context.js';
import { EMPTY_DRAFT, hasInput, stageChosen } from '../upload/add-draft.js';
import { takeSharedInput } from '../offline/offline-page.js';
import type { SharedInput } from '../offline/shared-cache.js';
import { takeChosen, type Chosen } from '../upload/chosen-files.js';
import { useFileDrop } from '../upload/use-file-drop.js';
import { useImport } from '../upload/use-import.js';

const AddForm = lazyView(async () => (await import('../upload/AddForm.js')).AddForm);
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

/**
 * Adds items from every view: by a button, by a key, and by files that are dropped anywhere. Viewers cannot open the dialog.
 * Another view closes it. Its input stays until it is used or discarded.
 */
export function AddProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const mayChange = useMayChange();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [openAt, setOpenAt] = useState<string>();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const addressImport = useImport(setDraft);
  if (openAt !== undefined && openAt !== path) setOpenAt(undefined);
  usePrepared(mayChange);
  useLeaveGuard(text.unsaved.losses.add, () => hasInput(draft));
  const open = useCallback((): void => {
    if (mayChange) setOpenAt(path);
  }, [mayChange, path]);
  useFileDrop((chosen: Promise<Chosen>) => {
    if (!mayChange) return;
    open();
    void stageChosen(chosen, setDraft);
  });
  const takeShared = useEffectEvent(({ files, address }: SharedInput): void => {
    open();
    if (address !== '') setDraft((before) => ({ ...before, address }));
    if (files.length > 0) void stageChosen(Promise.resolve(takeChosen(files)), setDraft);
  });
  useEffect(() => {
    if (!mayChange) return;
    void takeSharedInput().then((shared) => {
      if (shared !== undefined) takeShared(shared);
    });
  }, [mayChange]);
  const close = (): void => {
    setOpenAt(undefined);
  };
  const isOpen = openAt !== undefined;
  const forgetOutcome = useEffectEvent(() => {
    if (!addressImport.isPending) addressImport.reset();
  });
  useEffect(() => {
    // The dialog has shown the outcome, if there is one.
    if (!isOpen) forgetOutcome();
  }, [isOpen]);
  const isRefusedUnseen = addressImport.isError && !isOpen;
  return (
    <AddContext value={open}>
      <FailedImportContext value={isRefusedUnseen ? { dismiss: addressImport.reset } : undefined}>{children}</FailedImportContext>
      {isOpen && (
        <Dialog title={text.upload.title} size="wide" onClose={close}>
          <AddForm draft={draft} onDraft={setDraft} addressImport={addressImport} onClose={close} />
        </Dialog>
      )}
    </AddContext>
  );
}
