import { useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import type { UploadKind } from './upload.js';
import { takeChosen, type Chosen } from './chosen-files.js';
import { readDrop } from './dropped-files.js';
import { hasFiles } from './use-file-drop.js';

/** Types that the file chooser prefers. Any file can be dropped. */
export const ACCEPT: Readonly<Record<UploadKind, string>> = {
  recordings: 'video/*,audio/*',
  documents: '.pdf,image/*,text/*,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.rtf,.eml',
};

interface Props {
  readonly onChosen: (chosen: Promise<Chosen>) => void;
}

interface ChooserProps extends Props {
  readonly label: string;
  readonly icon: IconName;
  readonly isFolder?: boolean;
}

/** React has no property for the attribute. */
const FOLDER = { webkitdirectory: '' };
const mayChooseFolders = (): boolean => 'webkitdirectory' in document.createElement('input');

/** A button that opens the file chooser of the browser, for files or for a folder. */
function Chooser({ label, icon, isFolder = false, onChosen }: ChooserProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Icon name={icon} />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        multiple
        tabIndex={-1}
        aria-label={label}
        {...(isFolder ? FOLDER : {})}
        onChange={({ target }) => {
          onChosen(Promise.resolve(takeChosen(target.files ?? [])));
          // Allows choosing the same file again.
          target.value = '';
        }}
      />
    </>
  );
}

export function DropZone({ onChosen }: Props): ReactElement {
  const [isOver, setOver] = useState(false);
  const [hasFolders] = useState(mayChooseFolders);
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    onChosen(readDrop(event.dataTransfer));
  };
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
    >
      <p className="drop-title">{isOver ? text.upload.dropNow : text.upload.drop}</p>
      <div className="drop-buttons">
        <Chooser label={text.upload.choose} icon="file" onChosen={onChosen} />
        {hasFolders && <Chooser label={text.upload.chooseFolder} icon="folder" isFolder onChosen={onChosen} />}
      </div>
      <small className="quiet">{text.upload.types}</small>
    </div>
  );
}
