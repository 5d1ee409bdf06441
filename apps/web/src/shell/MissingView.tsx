import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';

interface Props {
  readonly onRetry: () => void;
}

/** Says that the scripts of a view did not arrive: the server does not answer, or it was upgraded under the open page. */
export function MissingView({ onRetry }: Props): ReactElement {
  return (
    <Note tone="bad" icon="failed" role="alert" title={text.missingView.title}>
      <p>{text.missingView.hint}</p>
      <p className="field-buttons">
        <Button look="primary" onClick={onRetry}>
          {text.problem.tryAgain}
        </Button>
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          {text.problem.reload}
        </Button>
      </p>
    </Note>
  );
}
