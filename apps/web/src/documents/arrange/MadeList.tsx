import type { MadeDocuments } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { Link } from '../../components/Link.js';
import { settingsText } from '../../texts/settings-text.js';

const words = settingsText.arrange;

/** The documents that were made. Takes the focus, because the button that asked for them is gone. */
export function MadeList({ made: { documents } }: { readonly made: MadeDocuments }): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.focus();
  }, []);
  return (
    <div ref={list} tabIndex={-1} className="made-list">
      <p>{words.made(documents.length)}</p>
      <ul className="lines">
        {documents.map(({ id, title, pages }) => (
          <li key={id}>
            <Link to="/documents/$id" params={{ id }}>
              <bdi>{title}</bdi>
            </Link>{' '}
            {pages !== null && <span className="quiet">{words.count(pages)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
