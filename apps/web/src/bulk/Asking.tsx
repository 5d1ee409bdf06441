import type { ReactElement } from 'react';
import { previewBulk, type BulkRequest } from './bulk-api.js';
import { needsInput } from './bulk-input.js';
import { BulkInput } from './BulkInput.js';
import { BulkPreview } from './BulkPreview.js';

interface Props {
  readonly asking: BulkRequest;
  readonly onChange: (asking: BulkRequest | undefined) => void;
  readonly onExecuted: () => void;
}

/** Asks for the input of an action, if it needs one, then shows its preview. */
export function Asking({ asking, onChange, onExecuted }: Props): ReactElement {
  const close = (): void => {
    onChange(undefined);
  };
  const { action, input } = asking;
  return needsInput(action) && input === undefined ? (
    <BulkInput
      action={action}
      onGiven={(input) => {
        onChange({ ...asking, input });
      }}
      onClose={close}
    />
  ) : (
    <BulkPreview action={action} preview={() => previewBulk(asking)} onExecuted={onExecuted} onClose={close} />
  );
}
