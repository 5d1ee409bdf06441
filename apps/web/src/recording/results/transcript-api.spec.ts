import { readNewer } from './transcript-api.js';

describe('the transcript that counts now', () => {
  let versions: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(globalThis, 'fetch').mockImplementation(() => {
      const version = versions.length > 1 ? versions.shift() : versions[0];
      return Promise.resolve(Response.json({ version }));
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
  const read = async (): Promise<string> => {
    const reading = readNewer('a', 'mine');
    await jest.advanceTimersByTimeAsync(60_000);
    return (await reading).version;
  };

  it('is waited for where somebody else is known to have changed it, and it is not shown yet', async () => {
    versions = ['mine', 'mine', 'theirs'];
    expect(await read()).toBe('theirs');
  });

  it('is what is there in the end, and not waited for without end', async () => {
    versions = ['mine'];
    expect(await read()).toBe('mine');
  });
});
