import { itemCommand } from '@throughline/api-client/items';
import type { ReactElement } from 'react';
import { callApi } from '../../api/client.js';
import { useItemKind } from '../../api/item-kind.js';
import { useMayChange } from '../../api/use-may-change.js';
import { useRefresh } from '../../api/use-refresh.js';
import { ActionButton } from '../../controls/ActionButton.js';
import { text } from '../../texts/text.js';

const words = text.recording.previews;

/** The first part of the key of the query that reads one item. */
const KEYS = { recordings: 'recording', documents: 'document', sessions: 'session' } as const;

/** Asks for the previews of an item, beside the sentence that says that there are none. */
export function MakePreviews({ id }: { readonly id: string }): ReactElement | null {
  const kind = useItemKind();
  const refresh = useRefresh([KEYS[kind], id]);
  if (!useMayChange()) return null;
  return (
    <ActionButton
      label={words.make}
      busy={words.making}
      name={words.make}
      act={() => callApi(itemCommand(kind, 'makePreviews'), { path: { id } })}
      done={() => words.made}
      refresh={refresh}
    />
  );
}
