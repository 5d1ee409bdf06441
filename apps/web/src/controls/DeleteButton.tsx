import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';

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
  /** Everything that uses it, and what the deletion does to it. */
  readonly users?: { readonly hint: string; readonly names: readonly string[] };
  /** The button that confirms; by default the word for the deletion. */
  readonly confirm?: string;
  readonly remove: () => Promise<unknown>;
  /** Called after the deletion, and after a refusal. */
  readonly refresh: () => Promise<unknown>;
}

type Question = Pick<Props, 'hint' | 'users'>;

/** Lists what uses the thing, and what happens to it. */
export function DeleteQuestion({ hint, users }: Question): ReactElement {
  return (
    <>
      {users !== undefined && users.names.length > 0 && (
        <>
          <p>{users.hint}</p>
          <ul>
            {users.names.map((user) => (
              <li key={user} dir="auto">
                {user}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{hint}</p>
    </>
  );
}

/** Deletes something after a question. With `users`, the list is read again first: something may use it since. */
export function DeleteButton({ name, words, confirm = words.delete, remove, refresh, ...question }: Props): ReactElement {
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
          if (question.users !== undefined) void refresh();
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
          <DeleteQuestion {...question} />
        </ConfirmDialog>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
