import { changesOf, draftOf, newDraft, outputsToChoose, settingsOf } from './channel-draft.js';
import type { ChannelSettings } from './channels-api.js';

const OFFERED = [
  { name: 'library', type: 'folder' },
  { name: 'drive', type: 'google_drive' },
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
  it('begins with the two properties of the sources, and with the outputs at Google Drive', () => {
    expect(settingsOf(newDraft(OFFERED))).toEqual({
      name: '',
      action_type: 'update_origin',
      field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
      credential_id: null,
      data_source_id: null,
      outputs: ['drive'],
      language: 'auto',
    });
  });

  it('says of a channel what it is', () => {
    expect(settingsOf(draftOf(CHANNEL))).toEqual(CHANNEL);
  });

  it('changes nothing that nobody has changed', () => {
    const draft = draftOf(CHANNEL);
    expect(changesOf(draft, { ...draft, name: ' audit ' })).toEqual({});
  });

  it('sends what was changed, with what was emptied as nothing', () => {
    const draft = draftOf(CHANNEL);
    const fields = { ...draft.fields, drive_url: ' ', status: 'Status' };
    expect(changesOf(draft, { ...draft, fields, credential: '', dataSource: '', outputs: [] })).toEqual({
      field_map: { status: 'Status', process_errors: 'Errors' },
      credential_id: null,
      data_source_id: null,
      outputs: [],
    });
  });

  it('lets an output be taken away that the server offers no more', () => {
    expect(outputsToChoose(OFFERED, ['drive', 'old'])).toEqual(['library', 'drive', 'old']);
  });
});
