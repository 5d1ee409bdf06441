import type { ReactElement, ReactNode } from 'react';
import { text } from '../../texts/text.js';
import { Button } from '../Button/Button.js';
import { Dialog } from './Dialog.js';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly isDangerous?: boolean;
  /** The input is not complete yet. */
  readonly isRefused?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks before an action, and may ask for its input. */
export function ConfirmDialog({
  title,
  confirm,
  isDangerous = false,
  isRefused = false,
  onConfirm,
  onClose,
  children,
}: Props): ReactElement {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isRefused) return;
          onConfirm();
          onClose();
        }}
      >
        <div className="dialog-body">{children}</div>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" disabled={isRefused} look={isDangerous ? 'destructive' : 'primary'}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
