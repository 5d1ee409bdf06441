import { matchRequests } from '@throughline/strict-fakes';
import { createProbeName } from '../../kit/probe.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

const A_WEEK_AGO = Date.now() - 7 * 86_400_000;
const never = new AbortController().signal;

describe('the test of a folder in Google Drive', () => {
  it('removes the folder of a test that was killed', async () => {
    const account = await DriveAccount.open();
    const write = account
      .destination()
      .probes()
      .find(({ name }) => name === 'write');
    account.fake.faults.add({
      fault: { kind: 'drop-request', afterBytes: 0 },
      on: matchRequests('DELETE', /^\/drive\/v3\/files\//),
      times: 9,
    });
    await expect(write?.run(never)).rejects.toThrow();
    const [left] = account.fake.folders;
    if (left === undefined) throw new Error('The test left no folder');
    account.fake.faults.clear();
    account.fake.storage.files.set(left.id, { ...left, name: createProbeName(A_WEEK_AGO) });
    await write?.run(never);
    expect(account.fake.folders).toEqual([]);
    expect(account.fake.troubles).toEqual([]);
    await account.close();
  });
});
