import { useState, type Dispatch, type ReactElement, type SetStateAction } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { afterUpload, EMPTY_DRAFT, type AddDraft } from './add-draft.js';
import { AddOptions } from './AddOptions.js';
import { AddressForm } from './AddressForm.js';
import { DropZone } from './DropZone.js';
import { otherKind, stageFiles, type StagedFile } from './staged-files.js';
import { useUploadQueue } from './UploadsProvider.js';
import type { AddressImport } from './use-import.js';

const words = text.upload;

interface StagedProps {
  readonly staged: readonly StagedFile[];
  readonly onStaged: (staged: readonly StagedFile[]) => void;
}

function StagedFiles({ staged, onStaged }: StagedProps): ReactElement | null {
  if (staged.length === 0) return null;
  return (
    <ul className="staged" aria-label={words.chosen}>
      {staged.map(({ key, file, kind }) => (
        <li key={key}>
          <span className="staged-name" dir="auto">
            {file.name}
          </span>
          <span className="quiet">
            {words.becomes[kind]} · {size(file.size)}
          </span>
          <span className="upload-buttons">
            <Button
              look="quiet"
              size="small"
              aria-label={words.changeKindOf(file.name, otherKind(kind))}
              onClick={() => {
                onStaged(staged.map((one) => (one.key === key ? { ...one, kind: otherKind(kind) } : one)));
              }}
            >
              {words.changeKind[otherKind(kind)]}
            </Button>
            <Button
              look="quiet"
              size="icon"
              aria-label={words.leaveOut(file.name)}
              onClick={() => {
                onStaged(staged.filter((one) => one.key !== key));
              }}
            >
              <Icon name="close" />
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Props {
  readonly draft: AddDraft;
  readonly onDraft: Dispatch<SetStateAction<AddDraft>>;
  readonly addressImport: AddressImport;
  readonly onClose: () => void;
}

/** Adds files and addresses, with the language and the template of the new items. */
export function AddForm({ draft, onDraft, addressImport, onClose }: Props): ReactElement {
  const uploads = useUploadQueue();
  const { staged, options } = draft;
  /** The address that was left in the form when the files began their uploads. */
  const [left, setLeft] = useState('');
  const stage = (next: readonly StagedFile[]): void => {
    onDraft({ ...draft, staged: next });
  };
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
            onFiles={(files) => {
              stage(stageFiles(staged, files));
            }}
          />
          <StagedFiles staged={staged} onStaged={stage} />
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
        <Button look="primary" disabled={staged.length === 0} onClick={start}>
          {words.start(staged.length)}
        </Button>
      </div>
    </>
  );
}
