import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { DraftLinks } from '../drafts/DraftLinks.js';
import type { UnsavedDraft } from '../drafts/unsaved-drafts.js';
import { text } from '../texts/text.js';
import type { Unsaved } from './unsaved.js';

const words = text.unsaved;

interface Props {
  readonly unsaved: Unsaved;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSignOut: (deleted: readonly UnsavedDraft[]) => void;
  readonly onClose: () => void;
}

/** Names the drafts, with links, and the other input that would be lost. */
export function UnsavedChanges({
  unsaved: { drafts, losses },
  onFollow,
}: {
  readonly unsaved: Unsaved;
  readonly onFollow: () => void;
}): ReactElement {
  return (
    <>
      {drafts.length > 0 && (
        <>
          <p>{words.kept}</p>
          <DraftLinks drafts={drafts} onFollow={onFollow} />
        </>
      )}
      {losses.map((loss) => (
        <p key={loss}>{loss}</p>
      ))}
    </>
  );
}

/** Names unsaved changes before a person signs out. Keeps the drafts, or deletes them on request. */
export function SignOutDialog({ unsaved, isPending, error, onSignOut, onClose }: Props): ReactElement {
  const hasDrafts = unsaved.drafts.length > 0;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="dialog-body">
        <UnsavedChanges unsaved={unsaved} onFollow={onClose} />
        {error !== null && <ProblemNote error={error} />}
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{text.cancel}</Button>
        {hasDrafts && (
          <Button
            look="dangerous"
            disabled={isPending}
            onClick={() => {
              onSignOut(unsaved.drafts);
            }}
          >
            {words.delete}
          </Button>
        )}
        <Button
          look="primary"
          disabled={isPending}
          onClick={() => {
            onSignOut([]);
          }}
        >
          {hasDrafts ? words.keep : text.account.signOut}
        </Button>
      </div>
    </Dialog>
  );
}
