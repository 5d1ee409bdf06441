import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { API } from '../api/client.js';
import { buttonClass } from '../components/Button/Button.js';
import { isContentGone } from '../controls/recording-state.js';
import { artifactsQuery } from '../recording/recording-api.js';
import { Downloads } from '../recording/results/Downloads.js';
import { text } from '../texts/text.js';

const words = text.document.files;

export function DocumentFiles({ document }: { readonly document: Document }): ReactElement | null {
  const { id, revision } = document;
  const isGone = isContentGone(document);
  const { data } = useQuery({ ...artifactsQuery({ kind: 'documents', id }, revision), enabled: !isGone });
  if (isGone || data === undefined) return null;
  const has = (role: (name: string) => boolean): boolean => data.items.some(({ name }) => role(name));
  const link = (file: 'finished' | 'original'): string => `${API}/documents/${encodeURIComponent(id)}/download?file=${file}`;
  return (
    <section className="card" aria-labelledby="files-title">
      <h2 id="files-title">{words.title}</h2>
      {data.items.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <>
          <p className="action-buttons">
            {has((name) => name === 'document.pdf') && (
              <a className={buttonClass({ look: 'primary' })} href={link('finished')} download>
                {words.finished}
              </a>
            )}
            <a className={buttonClass()} href={link('original')} download>
              {words.original}
            </a>
          </p>
          <Downloads artifacts={data.items} />
        </>
      )}
    </section>
  );
}
