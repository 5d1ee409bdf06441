import { useState, type ReactElement } from 'react';
import { Button } from '../Button/Button.js';
import { Field } from '../Field/Field.js';
import { ProblemNote } from '../ProblemNote/ProblemNote.js';
import type { States } from '../states.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { Dialog } from './Dialog.js';

const ignore = (): void => undefined;

/** Opens a dialog by a button, because an open dialog hides the rest of the page. */
function Opener({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (close: () => void) => ReactElement;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {label}
      </Button>
      {isOpen &&
        children(() => {
          setOpen(false);
        })}
    </>
  );
}

export const states: States = {
  'with its own content': (
    <Opener label="Show error">
      {(close) => (
        <Dialog title="Failed" onClose={close}>
          <div className="dialog-body">
            <ProblemNote error={new Error('unexpected')} />
          </div>
          <div className="dialog-buttons">
            <Button onClick={close}>Close</Button>
          </div>
        </Dialog>
      )}
    </Opener>
  ),
  'to confirm': (
    <Opener label="Run">
      {(close) => (
        <ConfirmDialog title="Preview run" confirm="Run" onConfirm={ignore} onClose={close}>
          <p>A new run would start.</p>
        </ConfirmDialog>
      )}
    </Opener>
  ),
  'to confirm a loss': (
    <Opener label="Delete">
      {(close) => (
        <ConfirmDialog title="Delete" confirm="Delete" isDangerous onConfirm={ignore} onClose={close}>
          <p>
            <strong>Lecture 8</strong>
          </p>
          <p>You can restore it within 30 days.</p>
        </ConfirmDialog>
      )}
    </Opener>
  ),
  'with input': (
    <Opener label="Pause">
      {(close) => (
        <ConfirmDialog title="Pause" confirm="Pause" onConfirm={ignore} onClose={close}>
          <Field label="Reason" hint="Everybody can read it." value="" onChange={ignore} />
        </ConfirmDialog>
      )}
    </Opener>
  ),
};
