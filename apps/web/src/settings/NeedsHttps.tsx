import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';

const words = text.settings.https;

/** Lists what does not work because the browser does not count this page as secure. */
export function NeedsHttps({ isSecure = globalThis.isSecureContext }: { readonly isSecure?: boolean }): ReactElement | null {
  if (isSecure) return null;
  return (
    <section className="card" aria-labelledby="needs-https">
      <h2 id="needs-https">{words.title}</h2>
      <Note tone="warn" title={words.lead}>
        <ul>
          {words.functions.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>{words.help}</p>
      </Note>
    </section>
  );
}
