import type { GuardedResponse } from '@throughline/outgoing';
import { RecordingClient } from './recording-client.js';

describe('the client that downloads a Zoom recording', () => {
  it.each([404, 410])('says that Zoom no longer has the recording if its download answers %i', async (status) => {
    const answer = { status, header: () => undefined, discard: () => undefined } as unknown as GuardedResponse;
    const view = { name: 'gallery_view', type: 'MP4', url: 'https://zoom.us/rec/download/x', size: 1, seconds: undefined };
    const access = { views: [view], sideFiles: [], names: [view.name], token: 'token' };
    const options = { renew: () => Promise.resolve(access), apiUrl: undefined };
    const client = new RecordingClient({ fetch: () => Promise.resolve(answer) }, access, options);
    await expect(client.fetch('')).rejects.toMatchObject({
      kind: 'permanent',
      code: 'source-gone',
      message: expect.stringContaining('Zoom no longer has this recording') as string,
    });
  });
});
