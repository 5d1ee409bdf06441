import { afterImport, afterUpload, EMPTY_DRAFT, hasInput, type AddDraft } from './add-draft.js';
import { stageFiles } from './staged-files.js';

const staged = stageFiles([], [new File(['12345'], 'talk.mp4')]);
const options = { language: 'nl', template: '7' };
const draft: AddDraft = { staged, address: ' https://example.org/talk.mp4 ', options };

describe('the input of the dialog that adds items', () => {
  it('is empty after the uploads have begun, unless an address was typed', () => {
    expect(afterUpload({ staged, address: ' ', options })).toEqual(EMPTY_DRAFT);
    expect(afterUpload(draft)).toEqual({ ...draft, staged: [] });
  });

  it('keeps the files after an import, and an address that was typed meanwhile', () => {
    expect(afterImport(draft, 'https://example.org/talk.mp4')).toEqual({ ...draft, address: '' });
    expect(afterImport(draft, 'https://example.org/other.mp4')).toBe(draft);
  });

  it('would be lost with files or an address, and not with options alone', () => {
    const changes = [{}, { options }, { staged }, { address: 'https://example.org' }, { address: ' ' }];
    expect(changes.map((change) => hasInput({ ...EMPTY_DRAFT, ...change }))).toEqual([false, false, true, true, false]);
  });
});
