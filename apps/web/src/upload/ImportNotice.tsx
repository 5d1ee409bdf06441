import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { useAdd, useFailedImport } from './add-context.js';

/** Says that an address was not imported, if the dialog that could say it was closed meanwhile. */
export function ImportNotice(): ReactElement | null {
  const add = useAdd();
  const failed = useFailedImport();
  if (failed === undefined) return null;
  return (
    <div className="tray">
      <Note tone="bad" icon="failed" role="alert" title={text.upload.addressFailed}>
        <p className="field-buttons">
          <Button
            size="small"
            onClick={() => {
              add();
            }}
          >
            {text.upload.addressShow}
          </Button>
          <Button look="quiet" size="small" onClick={failed.dismiss}>
            {text.close}
          </Button>
        </p>
      </Note>
    </div>
  );
}
