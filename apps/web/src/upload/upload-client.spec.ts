import { GatewayUnreachable } from '../api/problem.js';
import { ResumableUpload } from './resumable-upload.js';
import { NO_OPTIONS, type UploadChange } from './upload.js';
import { loadUploadClient, PageOutdated, type UploadClient } from './upload-client.js';

const client = {} as UploadClient;
const missing = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
const answers = (): Promise<unknown> => Promise.resolve('ok');

describe('the client of uploads', () => {
  it('is outdated if the gateway answers without having its script', async () => {
    await expect(loadUploadClient({ fetchClient: missing, askGateway: answers })).rejects.toThrow(PageOutdated);
  });

  it('is not outdated while the gateway does not answer', async () => {
    const askGateway = (): Promise<never> => Promise.reject(new GatewayUnreachable('no answer'));
    await expect(loadUploadClient({ fetchClient: missing, askGateway })).rejects.toThrow(GatewayUnreachable);
  });

  it('is fetched again if the gateway has just come back', async () => {
    const attempts = [missing, () => Promise.resolve(client)];
    const fetchClient = (): Promise<UploadClient> => (attempts.shift() ?? missing)();
    expect(await loadUploadClient({ fetchClient, askGateway: answers })).toBe(client);
  });
});

describe('an upload whose client is missing', () => {
  it('asks for a reload instead of waiting for ever', async () => {
    const changes: UploadChange[] = [];
    const upload = new ResumableUpload(
      new File(['12345'], 'talk.mp4'),
      { kind: 'recordings', library: 'A', options: NO_OPTIONS },
      (change) => changes.push(change),
      () => Promise.reject(new PageOutdated('the script is missing')),
    );
    await upload.start();
    expect(changes).toEqual([{ state: 'outdated' }]);
  });
});
