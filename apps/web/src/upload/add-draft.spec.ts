import { afterImport, afterUpload, EMPTY_DRAFT, hasInput, stageChosen, type AddDraft } from './add-draft.js';
import { takeChosen, type Chosen } from './chosen-files.js';
import { NOTHING_STAGED, stageFiles } from './staged-files.js';

const chosen = takeChosen([new File(['12345'], 'talk.mp4')]);
const { staged } = stageFiles(NOTHING_STAGED, chosen);
const options = { language: 'nl', template: '7' };
const draft: AddDraft = { ...EMPTY_DRAFT, staged, address: ' https://example.org/talk.mp4 ', options };

describe('the input of the dialog that adds items', () => {
  it('is empty after the uploads have begun, unless an address was typed', () => {
    expect(afterUpload({ ...draft, address: ' ' })).toEqual(EMPTY_DRAFT);
    expect(afterUpload({ ...draft, leftOut: ['May/a.zip'] })).toEqual({ ...draft, staged: [] });
  });

  it('keeps the files after an import, and an address that was typed meanwhile', () => {
    expect(afterImport(draft, 'https://example.org/talk.mp4')).toEqual({ ...draft, address: '' });
    expect(afterImport(draft, 'https://example.org/other.mp4')).toBe(draft);
  });

  it('would be lost with files or an address, and not with options alone', () => {
    const changes = [{}, { options }, { staged }, { address: 'https://example.org' }, { address: ' ' }];
    expect(changes.map((change) => hasInput({ ...EMPTY_DRAFT, ...change }))).toEqual([false, false, true, true, false]);
  });

  it('gets a choice once its folders are read, and none that was discarded meanwhile', async () => {
    let now = EMPTY_DRAFT;
    const change = (next: AddDraft | ((before: AddDraft) => AddDraft)): void => {
      now = typeof next === 'function' ? next(now) : next;
    };
    let resolve: (read: Chosen) => void = () => undefined;
    const read = () =>
      stageChosen(
        new Promise<Chosen>((done) => {
          resolve = done;
        }),
        change,
      );
    const first = read();
    expect(now.readings).toBe(1);
    resolve(chosen);
    await first;
    expect([now.readings, now.staged.map(({ path }) => path)]).toEqual([0, ['talk.mp4']]);
    const second = read();
    now = EMPTY_DRAFT;
    resolve(chosen);
    await second;
    expect(now).toBe(EMPTY_DRAFT);
  });
});
