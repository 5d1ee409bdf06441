import { useState, type Dispatch, type ReactElement, type SetStateAction } from 'react';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { afterUpload, EMPTY_DRAFT, stageChosen, type AddDraft } from './add-draft.js';
import { AddOptions } from './AddOptions.js';
import { AddressForm } from './AddressForm.js';
import { DropZone } from './DropZone.js';
import { StagedFiles } from './StagedFiles.js';
import { useUploadQueue } from './UploadsProvider.js';
import type { AddressImport } from './use-import.js';

const words = text.upload;

interface Props {
  readonly draft: AddDraft;
  readonly onDraft: Dispatch<SetStateAction<AddDraft>>;
  readonly addressImport: AddressImport;
  readonly onClose: () => void;
}

/** Adds files and addresses, with the language and the template of the new items. */
export function AddForm({ draft, onDraft, addressImport, onClose }: Props): ReactElement {
  const uploads = useUploadQueue();
  const { staged, options, readings } = draft;
  /** The address that was left in the form when the files began their uploads. */
  const [left, setLeft] = useState('');
  const start = (): void => {
    const rest = afterUpload(draft);
    uploads.add(staged, options);
    onDraft(rest);
    if (rest.address === '') onClose();
    else setLeft(rest.address);
  };
  return (
    <>
      <div className="add">
        <div>
          <DropZone
            onChosen={(chosen) => {
              void stageChosen(chosen, onDraft);
            }}
          />
          <StagedFiles
            files={draft}
            isReading={readings > 0}
            onFiles={(files) => {
              onDraft({ ...draft, ...files });
            }}
          />
          {left !== '' && left === draft.address && (
            <Note tone="warn" role="status">
              <p>{words.addressLeft}</p>
            </Note>
          )}
          <AddressForm draft={draft} onDraft={onDraft} addressImport={addressImport} />
        </div>
        <AddOptions
          options={options}
          onChange={(next) => {
            onDraft({ ...draft, options: next });
          }}
        />
      </div>
      <div className="dialog-buttons">
        <p className="quiet">{words.keepOpen}</p>
        <Button
          onClick={() => {
            onDraft(EMPTY_DRAFT);
            onClose();
          }}
        >
          {text.cancel}
        </Button>
        <Button look="primary" disabled={staged.length === 0 || readings > 0} onClick={start}>
          {words.start(staged.length)}
        </Button>
      </div>
    </>
  );
}
