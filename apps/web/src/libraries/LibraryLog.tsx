import type { ReactElement } from 'react';
import { libraryLogQuery } from '../administration-log/administration-log-api.js';
import { LogEntries } from '../administration-log/LogEntries.js';
import { text } from '../texts/text.js';
import type { PresentLibrary } from './use-present-library.js';

const words = text.libraries.log;

/** The changes of members and settings of the library, for its owners. */
export function LibraryLog({ library }: { readonly library: PresentLibrary }): ReactElement | null {
  if (!library.isManaged) return null;
  return (
    <section className="card" aria-labelledby="library-log">
      <h2 id="library-log">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <LogEntries
        label={words.title}
        pages={libraryLogQuery(library.id)}
        empty={words.empty}
        emptyHint={words.emptyHint}
        hasAddresses={false}
      />
    </section>
  );
}
