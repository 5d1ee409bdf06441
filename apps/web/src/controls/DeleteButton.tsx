import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../shell/Announcer.js';

interface DeleteWords {
  readonly delete: string;
  readonly deleteOf: (name: string) => string;
  readonly deleteTitle: (name: string) => string;
  readonly deleted: (name: string) => string;
}

interface Props {
  readonly name: string;
  readonly words: DeleteWords;
  readonly hint: string;
  /** The button that confirms; by default the word for the deletion. */
  readonly confirm?: string;
  readonly remove: () => Promise<unknown>;
  /** Called after the deletion, and after a refusal. */
  readonly refresh: () => Promise<unknown>;
}

/** Deletes something after a question. */
export function DeleteButton({ name, words, hint, confirm = words.delete, remove, refresh }: Props): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      announce(words.deleted(name));
    },
    onSettled: refresh,
  });
  return (
    <>
      <Button
        size="small"
        aria-label={words.deleteOf(name)}
        disabled={isPending}
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.delete}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle(name)}
          confirm={confirm}
          isDangerous
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{hint}</p>
        </ConfirmDialog>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
