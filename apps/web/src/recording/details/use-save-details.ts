import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { requestAction } from '../../actions/request-action.js';
import type { ItemCache } from '../../api/item-cache.js';
import { useItemKind } from '../../api/item-kind.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { readItem } from '../recording-api.js';
import { applyDraft, type Draft } from './draft.js';
import { saveDetails, type Change } from './save-details.js';

interface ShownChange extends Change {
  readonly draft: Draft;
}

const DESCRIBE = { action: 'describe', target: null } as const;

/** Shows the change at once, and takes it back if the gateway refuses it. */
export function useSaveDetails<T extends Item>(
  { id }: Pick<T, 'id'>,
  cache: ItemCache<T>,
): UseMutationResult<T, Error, ShownChange, T | undefined> {
  const client = useQueryClient();
  const announce = useAnnounce();
  const kind = useItemKind();
  const key = cache.keyOf(id);
  return useMutation({
    mutationFn: (change: ShownChange) =>
      saveDetails<T>(change, {
        send: (revision, input) => requestAction<T>(kind, id, DESCRIBE, { revision, input }),
        read: () => readItem<T>({ kind, id }),
      }),
    onMutate: ({ draft }) => {
      const before = client.getQueryData<T>(key);
      client.setQueryData<T>(key, (shown) => (shown === undefined ? undefined : applyDraft<T>(shown, draft)));
      return before;
    },
    onSuccess: (changed) => {
      cache.show(client, changed, 'command');
      announce(text.recording.details.saved);
    },
    onError: (_error, _change, before) => {
      client.setQueryData(key, before);
      void client.invalidateQueries({ queryKey: key });
    },
  });
}
