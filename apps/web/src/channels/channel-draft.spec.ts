import { diffDrafts, toDraft, createDraft, listSelectableOutputs, toSettings } from './channel-draft.js';
import type { ChannelSettings } from './channels-api.js';

const OFFERED = [
  { name: 'library', type: 'folder', shared: true },
  { name: 'drive', type: 'google_drive', shared: true },
  { name: 'my-drive', type: 'google_drive', shared: false },
];

const CHANNEL: ChannelSettings = {
  name: 'audit',
  action_type: 'update_origin',
  field_map: { status: 'State', process_errors: 'Errors', drive_url: 'File' },
  credential_id: 3,
  data_source_id: 'd9e8',
  outputs: ['drive'],
  language: 'de',
};

describe('the form of a channel', () => {
  it('starts with two default properties and the Google Drive outputs', () => {
    expect(toSettings(createDraft(OFFERED))).toEqual({
      name: '',
      action_type: 'update_origin',
      field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
      credential_id: null,
      data_source_id: null,
      outputs: ['drive'],
      language: 'auto',
    });
  });

  it('shows the settings of a channel', () => {
    expect(toSettings(toDraft(CHANNEL))).toEqual(CHANNEL);
  });

  it('sends nothing if nothing changed', () => {
    const draft = toDraft(CHANNEL);
    expect(diffDrafts(draft, { ...draft, name: ' audit ' })).toEqual({});
  });

  it('sends changed fields, and null for emptied ones', () => {
    const draft = toDraft(CHANNEL);
    const fields = { ...draft.fields, drive_url: ' ', status: 'Status' };
    expect(diffDrafts(draft, { ...draft, fields, credential: '', dataSource: '', outputs: [] })).toEqual({
      field_map: { status: 'Status', process_errors: 'Errors' },
      credential_id: null,
      data_source_id: null,
      outputs: [],
    });
  });

  it('allows removing an output that the server no longer offers', () => {
    expect(listSelectableOutputs(OFFERED, ['drive', 'old'])).toEqual(['library', 'drive', 'my-drive', 'old']);
  });
});
