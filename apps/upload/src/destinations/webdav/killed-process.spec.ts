import { testDepth } from '@throughline/contracts/testing';
import { LAST_REQUESTS, NextcloudFake, endingAt } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { toIdMark } from '../../kit/folder-name.js';
import { CHUNK, openOutput, listContent } from '#testing/webdav/nextcloud-fixture.js';
import type { FolderContent } from '@throughline/webdav/testing';

/** Each case has another order of requests, and so other points of failure. */
const CASES = [
  'a first delivery',
  'newer content in the place of older',
  'a large file in chunks',
  'a document that is filed anew',
] as const;
type Case = (typeof CASES)[number];

const itemsIn = (shown: FolderContent, assetId: string, at = ''): readonly (readonly [string, FolderContent])[] =>
  Object.entries(shown).flatMap(([name, inner]): readonly (readonly [string, FolderContent])[] => {
    if (typeof inner === 'string') return [];
    return name.endsWith(toIdMark(assetId)) ? [[`${at}${name}`, inner]] : itemsIn(inner, assetId, `${at}${name}/`);
  });

describe('a delivery to a WebDAV server whose process is killed', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  beforeEach(async () => {
    fake = await NextcloudFake.start();
    dir = await tempDir();
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });

  const prepare = async (what: Case): Promise<{ log: DeliveryLog; request: DeliveryRequest; files: Record<string, string> }> => {
    const log = new DeliveryLog(openOutput(fake, { chunking: { from: CHUNK, bytes: CHUNK } }));
    const first = await createRequest(dir.path, { 'video.mp4': 'old', 'words.srt': 'old words' });
    const files = {
      'video.mp4': what === 'a large file in chunks' ? 'x'.repeat(CHUNK + 7) : 'new',
      'topics.json': '{}',
    };
    if (what === 'a document that is filed anew') {
      await log.attempt({ ...first, filedIn: ['2023', 'ACME'] });
      return { log, request: await createRequest(dir.path, files, { assetId: first.assetId, filedIn: ['2024'] }), files };
    }
    if (what !== 'newer content in the place of older') return { log, request: await createRequest(dir.path, files), files };
    await log.attempt(first);
    return { log, request: await createRequest(dir.path, files, { assetId: first.assetId }), files };
  };

  it.each(CASES.flatMap((what) => LAST_REQUESTS.map(([when, fault]) => [what, when, fault] as const)))(
    'leaves one copy and nothing else in the end: %s, %s any of its requests',
    async (what, _, fault) => {
      const counted = await prepare(what);
      const before = fake.log.length;
      await counted.log.attempt(counted.request);
      const requests = fake.log.length - before;
      expect(requests).toBeGreaterThan(10);

      for (const killedAfter of testDepth.samples(Array.from({ length: requests }, (_each, index) => index + 1))) {
        const { log, request, files } = await prepare(what);
        fake.faults.add(...endingAt(killedAfter - 1, fault));
        await log.attempt(request).catch(() => undefined);
        fake.faults.clear();
        await log.attempt(request);
        const shown = listContent(fake);
        const objects = itemsIn(shown, request.assetId);
        expect({ killedAfter, objects: objects.length }).toEqual({ killedAfter, objects: 1 });
        const [[path, inside] = ['', {}]] = objects;
        expect(path.startsWith('2024/')).toBe(what === 'a document that is filed anew');
        const { '.throughline.json': manifest, ...held } = inside as Record<string, string>;
        expect(held).toEqual(files);
        expect(JSON.parse(manifest ?? '')).toMatchObject({ key: request.key });
        expect({ killedAfter, hidden: Object.keys(shown).filter((name) => name.startsWith('.')) }).toEqual({
          killedAfter,
          hidden: [],
        });
        expect({ killedAfter, uploads: fake.uploads }).toEqual({ killedAfter, uploads: [] });
      }
    },
    120_000,
  );
});
