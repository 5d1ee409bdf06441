import { nameSpeaker, readNewer } from './transcript-api.js';

describe('the current transcript', () => {
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

  it('is read again until the known newer version appears', async () => {
    versions = ['mine', 'mine', 'theirs'];
    expect(await read()).toBe('theirs');
  });

  it('is returned unchanged after a limited number of reads', async () => {
    versions = ['mine'];
    expect(await read()).toBe('mine');
  });
});

describe('the name of a speaker', () => {
  it.each(['recordings', 'sessions'] as const)('is saved in %s, at the version that the user has read', async (kind) => {
    const fetched = jest.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ version: 'w' }));
    try {
      await nameSpeaker({ kind, id: 'a', version: 'v' }, { speaker: 'S1', name: 'Anna', key: 'k' });
      const [address, request] = fetched.mock.lastCall ?? [];
      expect(address).toBe(`/api/v1/${kind}/a/transcript/speakers/S1`);
      expect(new Headers(request?.headers).get('if-match')).toBe('"v"');
    } finally {
      fetched.mockRestore();
    }
  });
});
