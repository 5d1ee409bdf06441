import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/me.js';
import { text } from '../texts/text.js';
import { AddressForm } from './AddressForm.js';
import { DropZone } from './DropZone.js';
import { UploadRow } from './UploadRow.js';
import { useUploads } from './UploadsProvider.js';

/** Where recordings come in; not shown to who may only look. */
export function AddRecording(): ReactElement | null {
  const { uploads, views } = useUploads();
  const { data: me } = useQuery(meQuery);
  if (me?.scopes.includes('write') !== true && me?.scopes.includes('admin') !== true) return null;
  return (
    <section className="add" aria-label={text.upload.title}>
      <div className="add-ways">
        <DropZone
          onFiles={(files) => {
            uploads.add(files);
          }}
        />
        <AddressForm />
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
