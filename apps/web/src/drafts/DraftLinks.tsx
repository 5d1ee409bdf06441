import { useQueries } from '@tanstack/react-query';
import type { Document, Recording, Session } from '@throughline/api-client';
import { getDocument, getRecording, getSession } from '@throughline/api-client/operations';
import type { ReactElement } from 'react';
import { callApi } from '../api/client.js';
import { titleOf } from '../controls/recording-state.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { DRAFT_SECTIONS, type DraftKind } from './shared-draft.js';
import type { UnsavedDraft } from './unsaved-drafts.js';

const words = text.unsaved;

/** The page of the item on which a draft can be saved or discarded. */
const PAGES = {
  recordings: '/recordings/$id',
  documents: '/documents/$id',
  sessions: '/sessions/$id',
} as const satisfies Readonly<Record<(typeof DRAFT_SECTIONS)[DraftKind], string>>;

const READ = { recordings: getRecording, documents: getDocument, sessions: getSession } as const;

export const draftItemKey = ({ kind, item }: UnsavedDraft): readonly string[] => ['item-of-draft', DRAFT_SECTIONS[kind], item];

const nameOf = (item: Recording | Document | Session): string =>
  titleOf('session_id' in item ? { ...item, file_name: item.audio_filename } : item);

interface Props {
  readonly drafts: readonly UnsavedDraft[];
  readonly onFollow: () => void;
}

/** Names drafts by the titles of their items. Items of another library and deleted ones have no title here. */
export function DraftLinks({ drafts, onFollow }: Props): ReactElement {
  const items = useQueries({
    queries: drafts.map((draft) => ({
      queryKey: draftItemKey(draft),
      enabled: draft.kind !== 'sound',
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        callApi<(typeof READ)[keyof typeof READ]>(READ[DRAFT_SECTIONS[draft.kind]], { path: { id: draft.item }, signal }),
    })),
  });
  return (
    <ul aria-label={words.list}>
      {drafts.map(({ kind, item }, index) => {
        const found = items[index]?.data;
        return (
          <li key={`${kind} ${item}`}>
            {words.kinds[kind]}:{' '}
            {kind === 'sound' ? (
              <Link to="/sessions" onClick={onFollow}>
                {words.toSend}
              </Link>
            ) : (
              <Link to={PAGES[DRAFT_SECTIONS[kind]]} params={{ id: item }} onClick={onFollow}>
                <bdi>{found === undefined ? words.otherItem : nameOf(found)}</bdi>
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
