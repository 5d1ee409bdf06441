import type { ReactElement, ReactNode } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { text } from '../texts/text.js';
import { DropZone } from './DropZone.js';
import type { UploadKind } from './upload.js';
import { UploadRow } from './UploadRow.js';
import { useUploads } from './UploadsProvider.js';

interface Props {
  /** Kind of item for files whose type is unclear. */
  readonly kind: UploadKind;
  readonly children?: ReactNode;
}

/** File upload. Viewers do not see it. */
export function AddFiles({ kind, children }: Props): ReactElement | null {
  const { uploads, views } = useUploads();
  if (!useMayChange()) return null;
  return (
    <section className="add" aria-label={text.upload.titles[kind]}>
      <div className="add-ways">
        <DropZone
          kind={kind}
          onFiles={(files) => {
            uploads.add(files, kind);
          }}
        />
        {children}
      </div>
      {views.length > 0 && (
        <ul className="uploads" aria-label={text.upload.list}>
          {views.map((view) => (
            <UploadRow key={view.key} view={view} uploads={uploads} />
          ))}
        </ul>
      )}
    </section>
  );
}
