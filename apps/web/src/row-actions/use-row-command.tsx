import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AllowedAction, ListedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { describeAnswer } from '../actions/describe-answer.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { useAnnounce } from '../components/Announcer.js';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { ROW_KINDS } from './row-kinds.js';

export interface RowCommandProps {
  readonly id: string;
  readonly kind: ListedItem['kind'];
  readonly title: string;
  /** One row of a list is in the order of Tab. */
  readonly isInTabOrder: boolean;
}

interface RowCommand {
  readonly perform: (action: AllowedAction) => void;
  readonly isPending: boolean;
  /** The problem of a refused request. A row has no room for it. */
  readonly refusal: ReactElement | null;
}

/** Performs the actions of an item from its row. */
export function useRowCommand({ id, kind, title }: Omit<RowCommandProps, 'isInTabOrder'>): RowCommand {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (action: AllowedAction) => ROW_KINDS[kind].perform(client, id, action),
    onSuccess: (changed, action) => {
      announce(describeAnswer(action, title, changed));
    },
    // After a refusal too: another person may have been faster.
    onSettled: () => readListsAgain(client),
  });
  const refusal = error && (
    <Dialog title={text.upload.state.failed} onClose={reset}>
      <div className="dialog-body">
        <ProblemNote error={error} />
      </div>
      <div className="dialog-buttons">
        <Button onClick={reset}>{text.close}</Button>
      </div>
    </Dialog>
  );
  return { perform: mutate, isPending, refusal };
}
