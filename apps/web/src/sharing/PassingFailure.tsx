import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { computeWait, findPassingCode, type Repeated } from './embed-api.js';

const words = settingsText.embeds.page;

interface FinalProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Says why there is no answer, and asks again only on request. */
export function FinalFailure({ error, onRetry }: FinalProps): ReactElement {
  const code = findPassingCode(error);
  if (code === undefined) return <ProblemNote {...{ error, onRetry }} />;
  return (
    <Note tone="bad" icon="failed" role="alert" title={words.refused[code]}>
      <Button size="small" onClick={onRetry}>
        {text.problem.tryAgain}
      </Button>
    </Note>
  );
}

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
