import { useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import type { UploadKind } from './upload.js';
import { hasFiles } from './use-file-drop.js';

/** Types that the file chooser prefers. Any file can be dropped. */
export const ACCEPT: Readonly<Record<UploadKind, string>> = {
  recordings: 'video/*,audio/*',
  documents: '.pdf,image/*,text/*,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.rtf,.eml',
};

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
}

export function DropZone({ onFiles }: Props): ReactElement {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
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
      <Button onClick={() => input.current?.click()}>
        <Icon name="file" />
        {text.upload.choose}
      </Button>
      <small className="quiet">{text.upload.types}</small>
      <input
        ref={input}
        type="file"
        className="unseen"
        multiple
        tabIndex={-1}
        aria-label={text.upload.choose}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // Allows choosing the same file again.
          target.value = '';
        }}
      />
    </div>
  );
}
