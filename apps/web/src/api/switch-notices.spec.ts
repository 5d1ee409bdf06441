import { announceLibraryChange, followLibraryChanges } from './switch-notices.js';

describe('the tabs of a browser', () => {
  it('learn that another tab has switched the library', async () => {
    let stop: () => void = () => undefined;
    const heard = new Promise<string>((resolve) => {
      stop = followLibraryChanges(() => {
        resolve('heard');
      });
    });
    announceLibraryChange();
    expect(await heard).toBe('heard');
    stop();
  });
});
