import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ComparedItem } from '@throughline/api-client';
import { useState } from 'react';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useAnnounce } from '../../components/Announcer.js';
import { settingsText } from '../../texts/settings-text.js';
import { deleteItems, keepItems, restoreItems, showAgain } from './duplicates-api.js';

const words = settingsText.duplicates;

/** The last decision of a person. It can be undone until the next one. */
interface Decision {
  readonly says: string;
  readonly undo: (() => Promise<void>) | undefined;
}

export interface Decisions {
  readonly last: Decision | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly remove: (items: readonly ComparedItem[]) => void;
  readonly keep: (items: readonly ComparedItem[]) => void;
  readonly undo: () => void;
}

/** Deletes or keeps items that look the same. */
export function useDecisions(): Decisions {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [last, setLast] = useState<Decision>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (decide: () => Promise<Decision>) => decide(),
    onSuccess: (decision) => {
      setLast(decision);
      announce(decision.says);
    },
    // After a refusal too: another person may have been faster.
    onSettled: () => readListsAgain(client),
  });
  return {
    last,
    isPending,
    error,
    remove: (items) => {
      mutate(async () => {
        const { deleted, problem } = await deleteItems(client, items);
        const decision = { says: words.deleted(deleted.length), undo: () => restoreItems(client, deleted) };
        if (problem === null) return decision;
        // Items that were deleted before the problem can be restored.
        if (deleted.length > 0) setLast(decision);
        throw problem;
      });
    },
    keep: (items) => {
      mutate(async () => {
        const id = await keepItems(items);
        return { says: words.kept, undo: () => showAgain(id) };
      });
    },
    undo: () => {
      mutate(async () => {
        await last?.undo?.();
        return { says: words.undone, undo: undefined };
      });
    },
  };
}
