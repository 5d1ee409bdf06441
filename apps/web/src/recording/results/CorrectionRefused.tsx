import type { ReactElement } from 'react';
import { isProblem } from '../../api/problem.js';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { focusAfter } from '../../components/focus-after.js';
import { text } from '../../texts/text.js';

const words = text.recording.correction;

/** A conflict disappears when it is solved. The first changed passage receives the focus. */
const focusPassageAfter = focusAfter(() => {
  const find = (rows: string) => document.querySelector<HTMLElement>(`.passages ${rows} :is(textarea:enabled, input:checked)`);
  (find('.touched') ?? find('.passage'))?.focus();
});

interface RefusedProps {
  readonly error: unknown;
  /** The error of the last attempt to read the newer transcript. */
  readonly readError: Error | null;
  readonly onRebase: () => void;
  readonly onDiscard: () => void;
}

/** Handles a conflict with another user's correction: the user keeps or discards the draft. */
export function CorrectionRefused({ error, readError, onRebase, onDiscard }: RefusedProps): ReactElement {
  if (!isProblem(error) || error.code !== 'transcript-changed') return <ProblemNote error={error} />;
  return (
    <>
      <Note tone="bad" role="alert" title={words.changedMeanwhile}>
        <p>{words.changedHint}</p>
        <div className="buttons">
          <Button ref={focusPassageAfter} look="primary" size="small" onClick={onRebase}>
            {words.rebase}
          </Button>
          <Button size="small" onClick={onDiscard}>
            {words.discard}
          </Button>
        </div>
      </Note>
      {readError !== null && <ProblemNote error={readError} />}
    </>
  );
}
