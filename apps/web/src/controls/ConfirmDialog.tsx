import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import { text } from '../texts/text.js';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Uses the native dialog element, which traps the focus and closes on Escape. */
export function ConfirmDialog({ title, confirm, isDangerous = false, onConfirm, onClose, children }: Props): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        // Escape returns the focus before the browser sends `close`. That event would remove a dialog opened in between.
        event.preventDefault();
        event.currentTarget.close();
        onClose();
      }}
      onClose={onClose}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
          onClose();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" className={isDangerous ? 'button dangerous' : 'button primary'}>
            {confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
