import { newId } from '@throughline/contracts';
import { Journey, aConfig, anArtifact } from '@throughline/domain/testing';
import type { ItemServices } from '../../items/index.js';
import { DocumentMaker } from './document-maker.js';

const ID = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const request = { owner: 'library-1', by: 'anna', key: undefined } as unknown as Parameters<DocumentMaker['split']>[0];

function aDocument() {
  const journey = new Journey(ID).register({ pipeline: 'document', owner: 'library-1' });
  journey.run(aConfig([]));
  journey.start('hash_file');
  journey.complete('hash_file', { artifacts: [anArtifact({ role: 'source', mediaType: 'application/pdf' })] });
  journey.start('create_file_record');
  journey.complete('create_file_record', { result: { kind: 'pdf', pages: 6 } });
  return { id: ID, asset: journey.state, personal: journey.personal };
}

describe('the registration of several documents', () => {
  it('keeps only the reservations of stored ones, and of the one whose outcome is unknown, when it fails', async () => {
    const [reserved, released]: [string[], string[]] = [[], []];
    const { size } = anArtifact();
    const services = {
      queries: { requireItem: () => Promise.resolve(aDocument()) },
      quotas: {
        reserve: ({ assetId }: { readonly assetId: string }) => Promise.resolve(reserved.push(assetId)),
        release: (assetId: string) => Promise.resolve(released.push(assetId)),
      },
      fetching: {
        register: ({ assetId }: { readonly assetId: string }) =>
          assetId === reserved[1]
            ? Promise.reject(new Error('The log is not reachable'))
            : Promise.resolve({ ...aDocument(), state: aDocument().asset, revision: 1 }),
      },
    } as unknown as ItemServices;
    const maker = new DocumentMaker(services, { stat: () => Promise.resolve({ size }) } as never);
    const parts = [1, 2, 3, 4].map((from) => ({ pages: [{ from }] }));
    await expect(maker.split(request, ID, { parts })).rejects.toThrow('not reachable');
    expect(reserved).toHaveLength(4);
    expect(released).toEqual(reserved.slice(2));
  });

  it('opens no other document for a request that has too many of them', async () => {
    const asked: string[] = [];
    const requireItem = (_: string, id: string) => Promise.resolve({ ...aDocument(), id: asked.push(id) > 0 ? id : '' });
    const maker = new DocumentMaker(
      { queries: { requireItem } } as unknown as ItemServices,
      {
        stat: () => Promise.resolve({ size: anArtifact().size }),
      } as never,
    );
    const pages = Array.from({ length: 51 }, () => ({ from: 1, document: newId() }));
    await expect(maker.split(request, ID, { parts: [{ pages }] })).rejects.toMatchObject({
      options: { errors: [{ pointer: '/parts/0/pages', message: 'must change between documents at most 49 times' }] },
    });
    const parts = pages.map((page) => ({ pages: [page] }));
    await expect(maker.split(request, ID, { parts })).rejects.toMatchObject({
      options: { errors: [{ pointer: '/parts', message: 'must be of at most 50 documents together' }] },
    });
    expect(asked).toEqual([ID, ID]);
  });
});
