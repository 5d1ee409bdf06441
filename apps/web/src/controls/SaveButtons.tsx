import type { ReactElement } from 'react';
import { isProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useSaving } from '../components/SidePanel/saving.js';
import { text } from '../texts/text.js';

const words = text.templates;

const isStale = (error: unknown): boolean => isProblem(error) && error.status === 412;

interface Props {
  readonly submit: string;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isIncomplete?: boolean | undefined;
  /** Opens the form again with the current settings. */
  readonly onReload?: (() => void) | undefined;
}

/** The end of a form: why a save was refused, and the button that saves. */
export function SaveButtons({ submit, error, isPending, isIncomplete = false, onReload }: Props): ReactElement {
  useSaving(isPending);
  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      <div className="field-buttons">
        <Button type="submit" look="primary" disabled={isPending || isIncomplete}>
          {submit}
        </Button>
        {onReload !== undefined && isStale(error) && <Button onClick={onReload}>{words.reload}</Button>}
      </div>
    </>
  );
}
