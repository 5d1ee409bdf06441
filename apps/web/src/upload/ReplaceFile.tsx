import { useRef, type ReactElement } from 'react';
import { text } from '../texts/text.js';
import { ACCEPT } from './DropZone.js';
import type { UploadKind } from './upload.js';
import { UploadRow } from './UploadRow.js';
import { useUploads } from './UploadsProvider.js';

interface Replacing {
  /** Lets the user choose a file. */
  readonly choose: () => void;
  /** The hidden input, and the uploads that replace the file of this item. */
  readonly uploads: ReactElement;
}

/** The replacement of an item's file, started by an action of the item. */
export function useReplaceFile(id: string, kind: UploadKind): Replacing {
  const { uploads, views } = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const own = views.filter(({ replaces }) => replaces === id);
  return {
    choose: () => input.current?.click(),
    uploads: (
      <>
        <input
          ref={input}
          type="file"
          className="unseen"
          accept={ACCEPT[kind]}
          tabIndex={-1}
          aria-label={text.upload.chooseReplacement}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) uploads.replaceFile(file, { kind, replaces: id });
            // Allows choosing the same file again.
            target.value = '';
          }}
        />
        {own.length > 0 && (
          <ul className="uploads" aria-label={text.upload.list}>
            {own.map((view) => (
              <UploadRow key={view.key} view={view} uploads={uploads} />
            ))}
          </ul>
        )}
      </>
    ),
  };
}
