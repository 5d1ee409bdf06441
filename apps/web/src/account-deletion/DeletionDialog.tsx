import { useQuery } from '@tanstack/react-query';
import type { AccountDeletion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { previewQuery, type DeletedUser } from './deletion-api.js';
import { DeletionForm } from './DeletionForm.js';

interface Props {
  readonly title: string;
  readonly user: DeletedUser;
  readonly onDeleted: (deletion: AccountDeletion) => void;
  readonly onClose: () => void;
}

/** Asks before the deletion of an account. An account that cannot be deleted gets the reason instead of a form. */
export function DeletionDialog({ title, user, onDeleted, onClose }: Props): ReactElement {
  const { data: preview, error } = useQuery(previewQuery(user));
  return (
    <Dialog title={title} onClose={onClose}>
      {preview === undefined ? (
        <>
          <div className="dialog-body">
            {error === null ? <p role="status">{settingsText.accountDeletion.loading}</p> : <ProblemNote error={error} />}
          </div>
          <div className="dialog-buttons">
            <Button onClick={onClose}>{text.cancel}</Button>
          </div>
        </>
      ) : (
        <DeletionForm user={user} preview={preview} onDeleted={onDeleted} onClose={onClose} />
      )}
    </Dialog>
  );
}
