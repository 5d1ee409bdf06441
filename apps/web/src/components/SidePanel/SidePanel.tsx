import { useState, type ReactElement, type ReactNode } from 'react';
import { text } from '../../texts/text.js';
import { Button, type ButtonStyle } from '../Button/Button.js';
import { Dialog } from '../Dialog/Dialog.js';
import { useDiscardQuestion } from '../Dialog/use-discard-question.js';
import { SavingContext } from './saving.js';

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A form at the side of the window. Escape and Cancel close it, and ask first if something was typed, as Back and a link to
 * another view do. The browser asks before it reloads or closes the page. Nobody leaves the form while it is being saved.
 */
export function SidePanel({ title, onClose, children }: PanelProps): ReactElement {
  const [isTouched, setTouched] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const { ask, dialog } = useDiscardQuestion({
    wouldLose: isTouched,
    isSaving,
    hint: text.sidePanel.discardHint,
    onDiscard: onClose,
  });
  const leave = (): void => {
    if (isSaving) return;
    if (isTouched) ask();
    else onClose();
  };
  return (
    <Dialog title={title} size="side" onClose={leave}>
      <div
        className="dialog-body"
        onChange={() => {
          setTouched(true);
        }}
      >
        <SavingContext value={setSaving}>{children}</SavingContext>
      </div>
      <div className="dialog-buttons">
        <Button disabled={isSaving} onClick={leave}>
          {text.cancel}
        </Button>
      </div>
      {dialog}
    </Dialog>
  );
}

interface Props extends Pick<ButtonStyle, 'look'> {
  readonly label: string;
  /** Full name for screen readers, if the label alone is ambiguous. */
  readonly name?: string;
  /** Rendered while open. `close` ends the form after its content was saved. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a form at the side of the window, and gets the focus back when the form is closed. */
export function PanelButton({ label, name, look, children }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  return (
    <>
      <Button
        look={look}
        size={look === undefined ? 'small' : undefined}
        aria-label={name}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        {label}
      </Button>
      {isOpen && (
        <SidePanel title={name ?? label} onClose={close}>
          {children(close)}
        </SidePanel>
      )}
    </>
  );
}
