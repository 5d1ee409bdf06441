import { describeTray } from './describe-tray.js';
import type { UploadState } from './upload.js';

describe('the title of the tray of uploads', () => {
  it.each<[readonly UploadState[], string]>([
    [['sending', 'paused', 'done'], 'Uploading 1 of 3 files'],
    [['finishing'], 'Uploading 1 of 1 file'],
    [['checking'], 'Uploading 1 of 1 file'],
    [['sending', 'queued', 'failed', 'done'], 'Uploading: 2 of 4 files left'],
    [['paused', 'done'], 'Unfinished uploads'],
    [['interrupted'], 'Unfinished uploads'],
    [['waiting'], 'Unfinished uploads'],
    [['outdated'], 'Unfinished uploads'],
    [['done', 'failed', 'duplicate'], 'Uploads'],
  ])('%j: %s', (states, title) => {
    expect(describeTray(states.map((state) => ({ state })))).toBe(title);
  });
});
