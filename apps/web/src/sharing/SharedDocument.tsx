import { useQuery } from '@tanstack/react-query';
import type { SharedFile, SharedItem } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { sharedTextQuery } from './shared-api.js';

const words = text.sharing.page;

function DocumentText({ file }: { readonly file: SharedFile }): ReactElement {
  const { data, error } = useQuery(sharedTextQuery(file.url));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={6} />;
  return data.trim() === '' ? (
    <p className="quiet">{words.noText}</p>
  ) : (
    <div className="shared-text" dir="auto" tabIndex={0} role="region" aria-labelledby="shared-text">
      {data}
    </div>
  );
}

/** A picture itself, and the text of the document. */
export function SharedDocument({ item }: { readonly item: SharedItem }): ReactElement {
  const picture = item.files.find(({ media_type: type }) => type.startsWith('image/'));
  const read = item.files.find(({ role }) => role === 'text');
  return (
    <>
      {picture !== undefined && <img className="shared-picture" src={picture.url} alt={item.title ?? words.noTitle} />}
      {!item.download && picture === undefined && <p className="quiet">{words.noPages}</p>}
      <section className="card" aria-labelledby="shared-text">
        <h2 id="shared-text">{words.text}</h2>
        {read === undefined ? <p className="quiet">{words.noText}</p> : <DocumentText file={read} />}
      </section>
    </>
  );
}
