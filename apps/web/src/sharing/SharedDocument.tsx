import { useQuery } from '@tanstack/react-query';
import type { SharedFile, SharedItem } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { DocumentPages } from '../documents/pages/DocumentPages.js';
import { findPageSource } from '../documents/pages/page-source.js';
import { usePlace } from '../documents/pages/use-place.js';
import { text } from '../texts/text.js';
import { sharedTextQuery } from './shared-api.js';

const words = text.sharing.page;

/** Visitors do not see how the document was processed. */
const NO_FACTS = { record: null, run: null };

function DocumentText({ file }: { readonly file: SharedFile }): ReactElement {
  const { data, error } = useQuery(sharedTextQuery(file.url));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={6} />;
  return data.trim() === '' ? (
    <p className="quiet">{words.noText}</p>
  ) : (
    <div className="shared-text" dir="auto" tabIndex={0} role="group" aria-labelledby="shared-text">
      {data}
    </div>
  );
}

interface Props {
  readonly item: SharedItem;
  /** The downloads, if the link allows them. */
  readonly downloads: ReactNode;
}

/** The pages of the PDF, as the page of a document shows them. Their text is in the same place. */
function SharedPages({ item, downloads }: Props): ReactElement {
  const place = usePlace();
  return (
    <>
      <DocumentPages document={NO_FACTS} artifacts={item.files} isRead place={place} />
      {downloads}
    </>
  );
}

/** Says what the visitor does not see. The person who shares the document decides that. */
function describeLimit({ download, files }: SharedItem): string | undefined {
  if (download) return undefined;
  if (files.some(({ role }) => role === 'page')) return words.onlyFirstPage;
  return files.some(({ media_type: type }) => type.startsWith('image/')) ? undefined : words.noPages;
}

/** The pages of a document, or a picture and the text. */
export function SharedDocument({ item, downloads }: Props): ReactElement {
  if (findPageSource(NO_FACTS, item.files).kind === 'pdf') return <SharedPages item={item} downloads={downloads} />;
  const picture = item.files.find(({ media_type: type }) => type.startsWith('image/'));
  const read = item.files.find(({ role }) => role === 'text');
  const limit = describeLimit(item);
  return (
    <>
      {limit !== undefined && <p className="quiet">{limit}</p>}
      <div className={picture === undefined ? 'document-columns no-image' : 'document-columns'}>
        {picture !== undefined && <img className="shared-picture" src={picture.url} alt={item.title ?? words.noTitle} />}
        <div className="document-side">
          <section className="card" aria-labelledby="shared-text">
            <h2 id="shared-text">{words.text}</h2>
            {read === undefined ? <p className="quiet">{words.noText}</p> : <DocumentText file={read} />}
          </section>
          {downloads}
        </div>
      </div>
    </>
  );
}
