import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../texts/settings-text.js';
import { isKnownAuthenticator, PasskeyNotUsed } from './passkeys-api.js';

const words = settingsText.passkeys;

/** Explains why a passkey was not added or used: refused by the browser, or by the server. */
export function PasskeyProblem({ error }: { readonly error: unknown }): ReactElement {
  if (error instanceof PasskeyNotUsed) return <Note tone="warn" role="alert" title={words.notUsed} />;
  if (isKnownAuthenticator(error)) return <Note tone="warn" role="alert" title={words.known} />;
  return <ProblemNote error={error} />;
}
