import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { RefusableButton } from '../controls/RefusableButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { deletionsQuery } from './deletion-api.js';
import { DeletionDialog } from './DeletionDialog.js';

const words = settingsText.accountDeletion.ofUser;

interface Props {
  readonly id: string;
  readonly name: string;
  /** The reason why the server would refuse, if known. */
  readonly refusal?: string | undefined;
  /** Reads the users again. */
  readonly refresh: () => void;
}

/** Lets an administrator delete the account of a user. A second request replaces the choices of the first. */
export function DeleteUser({ id, name, refusal, refresh }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const announce = useAnnounce();
  const close = (): void => {
    setOpen(false);
  };
  return (
    <>
      <RefusableButton
        refusal={refusal}
        size="small"
        look="dangerous"
        aria-label={words.openOf(name)}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.open}
      </RefusableButton>
      {isOpen && (
        <DeletionDialog
          title={words.title(name)}
          user={id}
          onDeleted={() => {
            announce(words.requested(name));
            close();
            refresh();
            void client.invalidateQueries({ queryKey: deletionsQuery.queryKey });
          }}
          onClose={close}
        />
      )}
    </>
  );
}
