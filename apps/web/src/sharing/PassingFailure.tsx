import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../texts/settings-text.js';
import { computeWait, findPassingCode, type Repeated } from './embed-api.js';

const words = settingsText.embeds.page;

/** Says why there is no answer yet, and that the player asks again by itself. */
export function PassingFailure({ failureReason, failureCount }: Repeated): ReactElement {
  const code = findPassingCode(failureReason);
  if (code === undefined) return <ProblemNote error={failureReason} />;
  const waitMs = computeWait(failureCount - 1, failureReason);
  return (
    <Note tone="warn" icon="waiting" role="status" title={words.refused[code]}>
      <p>{words.refusedHint(Math.ceil(waitMs / 1_000))}</p>
    </Note>
  );
}
