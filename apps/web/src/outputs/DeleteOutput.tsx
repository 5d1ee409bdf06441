import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OwnOutput } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { SETTINGS_KEY, ownOutputsQuery, removeOutput } from './outputs-api.js';

const words = text.outputs;

/** Lists what names the output, and what happens to it. */
export function DeleteQuestion({ output: { used_by: use } }: { readonly output: OwnOutput }): ReactElement {
  const users = words.usedBy(use);
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
      {use.running > 0 && <p>{words.running(use.running)}</p>}
      <p>{words.deleteHint}</p>
    </>
  );
}

export function DeleteButton({ output }: { readonly output: OwnOutput }): ReactElement {
  const { name } = output;
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const announce = useAnnounce();
  const isUsed = words.usedBy(output.used_by).length > 0;
  const { mutate, error, isPending } = useMutation({
    // Without names in the dialog, the server refuses an output that something has named since.
    mutationFn: () => removeOutput(output, isUsed),
    onSuccess: () => {
      announce(words.deleted(name));
    },
    onSettled: () => client.invalidateQueries({ queryKey: [...SETTINGS_KEY] }),
  });
  return (
    <>
      <Button
        size="small"
        aria-label={words.deleteOf(name)}
        disabled={isPending}
        onClick={() => {
          setAsking(true);
          void client.invalidateQueries({ queryKey: [...ownOutputsQuery.queryKey] });
        }}
      >
        {words.delete}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle(name)}
          confirm={isUsed ? words.detach : words.delete}
          isDangerous
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        >
          <DeleteQuestion output={output} />
        </ConfirmDialog>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
