import { useEffect, useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import type { UploadKind } from './upload.js';

/** Types that the file chooser prefers. Any file can be dropped. */
export const ACCEPT: Readonly<Record<UploadKind, string>> = {
  recordings: 'video/*,audio/*',
  documents: '.pdf,image/*,text/*,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.rtf,.eml',
};

interface Props {
  readonly kind: UploadKind;
  readonly onFiles: (files: readonly File[]) => void;
}

const hasFiles = (event: { readonly dataTransfer: DataTransfer | null }): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** Without this, a browser opens a file that is dropped outside the zone and leaves the page. */
function useNoAccidents(): void {
  useEffect(() => {
    const stop = (event: globalThis.DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    window.addEventListener('dragover', stop);
    window.addEventListener('drop', stop);
    return () => {
      window.removeEventListener('dragover', stop);
      window.removeEventListener('drop', stop);
    };
  }, []);
}

export function DropZone({ kind, onFiles }: Props): ReactElement {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useNoAccidents();
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
      <Icon name="file" />
      <p>
        {isOver ? text.upload.dropNow : text.upload.drop[kind]} <span className="quiet">{text.upload.or}</span>{' '}
        <Button size="small" onClick={() => input.current?.click()}>
          {text.upload.choose}
        </Button>
      </p>
      <input
        ref={input}
        type="file"
        className="unseen"
        accept={ACCEPT[kind]}
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
