import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { AddOptions } from './AddOptions.js';
import { AddressForm } from './AddressForm.js';
import { DropZone } from './DropZone.js';
import { otherKind, stageFiles, type StagedFile } from './staged-files.js';
import { NO_OPTIONS } from './upload.js';
import { useUploadQueue } from './UploadsProvider.js';

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

/** Adds files and addresses, with the language and the template of the new items. */
export function AddForm({ staged, onStaged, onClose }: StagedProps & { readonly onClose: () => void }): ReactElement {
  const uploads = useUploadQueue();
  const [options, setOptions] = useState(NO_OPTIONS);
  const start = (): void => {
    uploads.add(staged, options);
    onClose();
  };
  return (
    <>
      <div className="add">
        <div>
          <DropZone
            onFiles={(files) => {
              onStaged(stageFiles(staged, files));
            }}
          />
          <StagedFiles staged={staged} onStaged={onStaged} />
          <AddressForm options={options} onOpen={onClose} />
        </div>
        <AddOptions options={options} onChange={setOptions} />
      </div>
      <div className="dialog-buttons">
        <p className="quiet">{words.keepOpen}</p>
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button look="primary" disabled={staged.length === 0} onClick={start}>
          {words.start(staged.length)}
        </Button>
      </div>
    </>
  );
}
