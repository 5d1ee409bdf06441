import { NO_OPTIONS } from './upload.js';
import { uploadMetadata } from './upload-metadata.js';

const file = { name: 'talk.mp4', type: 'video/mp4' };
const base = { filename: 'talk.mp4', filetype: 'video/mp4' };
const options = { language: 'nl', template: '7' };

describe('the metadata of an upload', () => {
  it('leaves language and template to the defaults unless the user chooses them', () => {
    expect(uploadMetadata(file, { kind: 'recordings', options: NO_OPTIONS })).toEqual({ ...base, run: 'true' });
  });

  it('names the chosen language, and binds the chosen template', () => {
    expect(uploadMetadata(file, { kind: 'documents', options })).toEqual({
      ...base,
      run: 'true',
      language: 'nl',
      template_id: '7',
      bind_template: 'true',
      pipeline: 'document',
    });
  });

  it('has no options for a file that replaces another, because the server refuses them', () => {
    expect(uploadMetadata(file, { kind: 'recordings', replaces: 'id', options })).toEqual({ ...base, replaces: 'id' });
  });
});
