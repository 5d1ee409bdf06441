import type { ReactElement } from 'react';
import { Button } from './Button/Button.js';
import { Note } from './Note/Note.js';
import { useIsUploading } from './uploading.js';
import { text } from '../texts/text.js';

/** `away`: the gateway does not answer. `missing`: it answers, and the scripts of the view do not arrive. */
export type ViewFailure = 'away' | 'missing';

interface Props {
  readonly failure: ViewFailure;
  readonly isTrying: boolean;
  /** True if another attempt has failed too. */
  readonly wasTried: boolean;
  readonly onRetry: () => void;
}

/**
 * Says that the scripts of a view did not arrive. Some browsers answer every later import of a script with its first failure, so
 * only a reload helps if the gateway answers and another attempt fails.
 */
export function MissingView({ failure, isTrying, wasTried, onRetry }: Props): ReactElement {
  const isUploading = useIsUploading();
  const needsReload = failure === 'missing' && wasTried;
  return (
    <Note tone="bad" icon="failed" role="alert" title={text.missingView.title}>
      <p>{needsReload ? text.missingView.again : text.missingView[failure]}</p>
      {isUploading && <p>{text.missingView.uploads}</p>}
      <p className="field-buttons">
        <Button
          look={needsReload ? undefined : 'primary'}
          aria-disabled={isTrying}
          onClick={() => {
            if (!isTrying) onRetry();
          }}
        >
          {text.problem.tryAgain}
        </Button>
        <Button
          look={needsReload ? 'primary' : undefined}
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
