import type { Source, SourceType } from '@throughline/api-client';
import { toContent } from '../typed-settings/settings-draft.js';
import { changeFields, createDraft, toBody, toDraft } from './source-draft.js';

const folder: SourceType = {
  type: 'folder',
  label: 'Folder',
  settings: [
    { key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'inbox' }] },
    { key: 'subfolders', label: 'Include subfolders', kind: 'switch', required: false },
    { key: 'settle_seconds', label: 'Seconds without a change', kind: 'number', required: false, min: 1 },
  ],
};
const content = {
  name: 'Talks',
  type: 'folder',
  settings: { folder: 'inbox', subfolders: false, settle_seconds: 5 },
  credential_id: null,
  brings: 'document',
  template_id: 7,
  run: true,
  interval_minutes: 90,
} as const;
const source: Source = {
  ...content,
  id: 4,
  state: 'active',
  last_sync: null,
  named_by: { templates: [], jobs: [] },
  next_sync_at: null,
  revision: 3,
  created_at: '2026-02-05T10:00:00.000Z',
  updated_at: '2026-02-05T10:00:00.000Z',
};

describe('the form of a source', () => {
  it('keeps everything if nothing changed', () => {
    const draft = toDraft(source);
    expect(toBody(draft, toContent(draft, folder))).toEqual(content);
  });

  it('runs documents, but not recordings, until a person decides otherwise', () => {
    const documents = changeFields(createDraft('folder'), { brings: 'document' });
    expect(documents.fields['run']).toBe(true);
    const decided = changeFields(documents, { run: false });
    expect(changeFields(decided, { brings: 'document', name: 'Scans' }).fields).toMatchObject({ run: false, name: 'Scans' });
    expect(changeFields(documents, { brings: 'recording' }).fields['run']).toBe(false);
  });

  it('saves empty fields as no template and no interval', () => {
    const draft = changeFields(createDraft('folder'), { name: ' Scans ', interval_minutes: ' ' });
    expect(toBody(draft, toContent(draft, folder))).toEqual({
      name: 'Scans',
      type: 'folder',
      settings: {},
      credential_id: null,
      brings: 'recording',
      template_id: null,
      run: false,
      interval_minutes: null,
    });
  });
});
