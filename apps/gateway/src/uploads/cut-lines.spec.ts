import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Upload } from 'tus-js-client';
import { openCuttingLine, type Cut } from '../testing/cutting-line.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { keysOf, tus } from '../testing/tus.js';

const SIZE = 200_000;
/** Head and body of the only request of a whole line. */
const ALL = SIZE + 600;
const PATIENT = Array.from({ length: 200 }, () => 30);
const LONG_MS = 40_000;

describe('an upload over a line that is cut', () => {
  let gateway: MemoryGateway;
  let port: number;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    ({ port } = gateway.app.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => gateway.close());

  /** By the client that the page uses; what it says and when is its own. Returns where the upload is. */
  const sendOver = async (cuts: readonly Cut[], bytes: Buffer): Promise<string> => {
    const line = await openCuttingLine(port, cuts);
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
    const result = (await tus(gateway, gateway.token).result(location)).json<{ recording_id: string }>();
    const { stream } = await gateway.artifacts.open(`uploads/${result.recording_id}/source`);
    return Buffer.concat((await stream.toArray()) as Buffer[]);
  };

  it(
    'at any byte, any number of times, has byte for byte the same content',
    async () => {
      const cut = fc.record({ after: fc.integer({ min: 1, max: ALL }), kind: fc.constant('both' as const) });
      await fc.assert(
        fc.asyncProperty(fc.array(cut, { maxLength: 6 }), async (cuts) => {
          const bytes = randomBytes(SIZE);
          expect((await contentOf(await sendOver(cuts, bytes))).equals(bytes)).toBe(true);
        }),
        { numRuns: 25 },
      );
      expect(await keysOf(gateway, 'parts')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'without the server being told goes on as soon as the old sender has been silent for long enough',
    async () => {
      const bytes = randomBytes(SIZE);
      const cuts: Cut[] = [
        { after: 100_000, kind: 'client' },
        { after: 150_000, kind: 'client' },
      ];
      // The first line begins the upload, and may be kept for its bytes.
      expect((await contentOf(await sendOver(cuts, bytes))).equals(bytes)).toBe(true);
    },
    LONG_MS,
  );
});
