import { arrangeUploads } from './arrange-uploads.js';
import { NO_OPTIONS, type UploadState, type UploadView } from './upload.js';

const viewOf = (state: UploadState, name: string): UploadView => ({
  ...{ key: name, name, path: name, kind: 'recordings', size: 1, sent: 0, state, options: NO_OPTIONS },
});
const views = (state: UploadState, count: number): readonly UploadView[] =>
  Array.from({ length: count }, (_, nth) => viewOf(state, `${state} ${String(nth + 1)}`));

describe('the rows of the tray', () => {
  it('are the uploads under way, those that were rejected, the next ones, and the last that were added', () => {
    const { shown, queuedToo, addedToo } = arrangeUploads([
      ...views('sending', 2),
      ...views('paused', 1),
      ...views('queued', 5),
      ...views('done', 22),
      ...views('failed', 1),
      ...views('duplicate', 1),
    ]);
    expect(shown.slice(0, 9).map(({ name }) => name)).toEqual([
      'sending 1',
      'sending 2',
      'paused 1',
      'failed 1',
      'queued 1',
      'queued 2',
      'queued 3',
      'duplicate 1',
      'done 22',
    ]);
    expect([shown.length, queuedToo, addedToo]).toEqual([27, 2, 3]);
  });

  it('are all uploads if there are few', () => {
    expect(arrangeUploads([...views('interrupted', 1), ...views('done', 2)])).toMatchObject({ queuedToo: 0, addedToo: 0 });
  });
});
