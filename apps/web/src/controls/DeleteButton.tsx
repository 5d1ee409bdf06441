import type { ReactElement } from 'react';
import { ActionButton } from './ActionButton.js';

interface DeleteWords {
  readonly delete: string;
  readonly deleteOf: (name: string) => string;
  readonly deleteTitle: (name: string) => string;
  readonly deleted: (name: string) => string;
  /** Confirms the deletion of something that is used. */
  readonly detach?: string;
  /** Says what the deletion does to the users. */
  readonly detachHint?: string;
}

interface Question {
  readonly hint: string;
  /** Says what continues in spite of the deletion. */
  readonly warning?: string | undefined;
  /** Everything that uses it. */
  readonly users?: readonly string[];
}

interface Props extends Question {
  readonly name: string;
  readonly words: DeleteWords;
  /** The button that confirms; by default the word for the deletion. */
  readonly confirm?: string;
  /** `detach`: the question has named users. Otherwise the server refuses something that is used since. */
  readonly remove: (detach: boolean) => Promise<unknown>;
  /** Called after the deletion, and after a refusal. */
  readonly refresh: () => Promise<unknown>;
}

/** Lists what uses the thing, and what happens to it. */
export function DeleteQuestion({
  words,
  hint,
  warning,
  users = [],
}: Question & { readonly words: Pick<DeleteWords, 'detachHint'> }): ReactElement {
  return (
    <>
      {users.length > 0 && (
        <>
          <p>{words.detachHint}</p>
          <ul>
            {users.map((user) => (
              <li key={user} dir="auto">
                {user}
              </li>
            ))}
          </ul>
        </>
      )}
      {warning !== undefined && <p>{warning}</p>}
      <p>{hint}</p>
    </>
  );
}

/** Deletes something after a question. With `users`, the list is read again first: something may use it since. */
export function DeleteButton({ name, words, confirm, remove, refresh, ...question }: Props): ReactElement {
  const { users } = question;
  const isUsed = users !== undefined && users.length > 0;
  return (
    <ActionButton
      label={words.delete}
      name={words.deleteOf(name)}
      question={{
        title: words.deleteTitle(name),
        confirm: isUsed ? words.detach : confirm,
        isDangerous: true,
        body: <DeleteQuestion words={words} {...question} />,
        onOpen: users === undefined ? undefined : refresh,
      }}
      act={() => remove(isUsed)}
      done={() => words.deleted(name)}
      refresh={refresh}
    />
  );
}
