import type { DeletionPreview } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.accountDeletion;

const COUNTED = Object.keys(words.counted) as readonly (keyof DeletionPreview['counts'])[];

/** Shows what a deletion removes, and what remains. */
export function DeletionFacts({ preview: { counts, libraries, remains } }: { readonly preview: DeletionPreview }): ReactElement {
  const left = libraries.filter(({ needs_choice: needsChoice }) => !needsChoice);
  return (
    <>
      {left.length > 0 && (
        <p>
          {words.left} {left.map(({ name }) => name).join(', ')}
        </p>
      )}
      <div>
        <h3>{words.counts}</h3>
        <ul>
          {COUNTED.filter((name) => counts[name] > 0).map((name) => (
            <li key={name}>
              {words.counted[name]}: {words.amount(counts[name])}
            </li>
          ))}
        </ul>
        <p className="quiet">{words.countsHint}</p>
      </div>
      <div>
        <h3>{words.remains}</h3>
        <ul>
          {remains.map((part) => (
            <li key={part}>{words.remaining[part]}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
