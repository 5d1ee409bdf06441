import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Upload } from 'tus-js-client';
import { openCuttingProxy, type ConnectionCut } from '#testing/cutting-proxy.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { listKeys, createTusClient } from '../../testing/tus.js';

const SIZE = 200_000;
/** Head and body of the only request of a connection without cuts. */
const ALL = SIZE + 600;
const PATIENT = Array.from({ length: 200 }, () => 30);
const LONG_MS = 40_000;

describe('an upload over a broken connection', () => {
  let gateway: MemoryGateway;
  let port: number;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    ({ port } = gateway.app.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => gateway.close());

  /** Uploads with the page's client, which decides about its own requests and retries. Returns the upload's path. */
  const sendOver = async (cuts: readonly ConnectionCut[], bytes: Buffer): Promise<string> => {
    const line = await openCuttingProxy(port, cuts);
    try {
      return await new Promise<string>((resolve, reject) => {
        const upload = new Upload(bytes, {
          endpoint: `http://127.0.0.1:${String(line.port)}/api/v1/uploads`,
          headers: { authorization: `Bearer ${gateway.token}` },
          metadata: { filename: 'talk.mp4', filetype: 'video/mp4' },
          retryDelays: PATIENT,
          onSuccess: () => {
            resolve(new URL(upload.url ?? '').pathname);
          },
          onError: reject,
        });
        upload.start();
      });
    } finally {
      await line.close();
    }
  };
  const contentOf = async (location: string): Promise<Buffer> => {
    const result = (await createTusClient(gateway, gateway.token).result(location)).json<{ recording_id: string }>();
    const { stream } = await gateway.artifacts.open(`uploads/${result.recording_id}/source`);
    return Buffer.concat((await stream.toArray()) as Buffer[]);
  };

  it(
    'has the same content byte for byte, wherever and however often the connection breaks',
    async () => {
      const cut = fc.record({ after: fc.integer({ min: 1, max: ALL }), kind: fc.constant('both' as const) });
      await fc.assert(
        fc.asyncProperty(fc.array(cut, { maxLength: 6 }), async (cuts) => {
          const bytes = randomBytes(SIZE);
          expect((await contentOf(await sendOver(cuts, bytes))).equals(bytes)).toBe(true);
        }),
        { numRuns: 25 },
      );
      expect(await listKeys(gateway, 'parts')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'continues once the old sender has been silent long enough, without the server having noticed the break',
    async () => {
      const bytes = randomBytes(SIZE);
      const cuts: ConnectionCut[] = [
        { after: 100_000, kind: 'client' },
        { after: 150_000, kind: 'client' },
      ];
      // The first connection creates the upload, and may be reused for its bytes.
      expect((await contentOf(await sendOver(cuts, bytes))).equals(bytes)).toBe(true);
    },
    LONG_MS,
  );
});
