import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { countPages } from '@throughline/contracts/page-ranges';
import type { ReactElement } from 'react';
import { useIsMissing } from '../api/use-is-missing.js';
import { Fact } from '../components/Fact/Fact.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { documentQuery } from './documents-api.js';

const words = text.document.facts.madeOf;

type Origin = NonNullable<Document['source']['made_of']>['documents'][number];

const describeRange = ({ from, to, rotate }: NonNullable<Origin['pages']>[number]): string =>
  `${from === to ? String(from) : `${String(from)}–${String(to)}`}${rotate === 0 ? '' : ` (${words.turned(rotate)})`}`;

/** Returns "pages 1–3, 5 of", and "page 3 of" for one page. */
const describePages = (pages: NonNullable<Origin['pages']>): string =>
  words.pages(pages.map(describeRange).join(', '), countPages(pages.map(({ from, to }) => ({ from, to }))));

/** The pages that were taken, and the way to their document while it is in this library. */
function OriginLine({ origin: { id, pages } }: { readonly origin: Origin }): ReactElement {
  const { data, error } = useQuery({ ...documentQuery(id), refetchInterval: false, retry: false });
  const isMissing = useIsMissing({ data, error });
  // A link that becomes a word, or an id that becomes a title, would flicker.
  const isKnown = data !== undefined || error !== null;
  return (
    <span className="origin">
      {pages === null ? words.allPages : describePages(pages)} {isMissing && words.gone}
      {!isMissing && !isKnown && '…'}
      {!isMissing && isKnown && (
        <Link to="/documents/$id" params={{ id }}>
          <bdi>{data === undefined ? id : documentTitle(data)}</bdi>
        </Link>
      )}
    </span>
  );
}

/** The documents that a document has pages of, and the contents of theirs that it lacks. */
export function MadeOfFact({ source: { made_of: madeOf } }: Pick<Document, 'source'>): ReactElement | null {
  if (madeOf === undefined) return null;
  const leftOut = madeOf.left_out ?? [];
  return (
    <>
      <Fact name={words.name}>
        {madeOf.documents.map((origin, index) => (
          // A document may be there several times, and the list never changes.
          <OriginLine key={`${origin.id} ${String(index)}`} origin={origin} />
        ))}
      </Fact>
      {leftOut.length > 0 && <Fact name={words.leftOut}>{leftOut.map((each) => words.contents[each] ?? each).join(', ')}</Fact>}
    </>
  );
}
