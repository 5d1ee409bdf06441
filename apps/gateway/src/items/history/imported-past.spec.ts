import { newAssetId } from '@throughline/contracts';
import { Journey, aConfig } from '@throughline/domain/testing';
import { exportedHistory } from '../../testing/exported-history.js';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { soon } from '../../testing/soon.js';
import { upload } from '../../testing/upload.js';

interface Past {
  readonly status: string;
  readonly as_of: { readonly position: string; readonly imported: boolean };
}
interface PastList {
  readonly items: readonly { readonly id: string; readonly status: string; readonly imported: boolean }[];
}

describe('the past of an imported item', () => {
  let gateway: MemoryGateway;
  let imported: string;
  let own: string;
  /** When the download began and ended in the other system. */
  let times: { readonly registered: string; readonly downloading: string; readonly downloaded: string };
  const nextOwner = shareMemoryGateway({ limits: { maxBodyBytes: 1_048_576 } });
  beforeEach(async () => {
    gateway = await nextOwner();
    const journey = new Journey(newAssetId()).register();
    const registered = journey.now;
    journey.run(aConfig(['library']));
    journey.start('DOWNLOAD');
    const downloading = journey.now;
    journey.complete('DOWNLOAD');
    times = { registered, downloading, downloaded: journey.now };
    imported = journey.assetId;
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/admin/imports',
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: { items: [{ id: imported, events: exportedHistory(journey), complete: true }] },
    });
    expect(response.statusCode).toBe(200);
    own = (await upload(gateway)).id;
    await waitUntilProjected(gateway, imported);
    await waitUntilProjected(gateway, own);
  });

  const get = async <T>(path: string): Promise<T> =>
    (await ask(gateway, path, { method: 'GET', token: gateway.token })).json<T>();
  const at = (id: string, moment: string): Promise<Past> => get<Past>(`/${id}?as_of=${encodeURIComponent(moment)}`);

  it('is read by the times of the other system, and says so', async () => {
    expect(await at(imported, times.downloading)).toMatchObject({ status: 'DOWNLOADING', as_of: { imported: true } });
    expect(await at(imported, times.downloaded)).toMatchObject({ status: 'DOWNLOADED', as_of: { imported: true } });
    expect(await at(own, soon())).toMatchObject({ as_of: { imported: false } });
    expect(await at(own, times.downloaded)).toMatchObject({ status: 404 });
  });

  it('is the same in a list, which has no own item of that time', async () => {
    const list = (moment: string): Promise<PastList> => get<PastList>(`?as_of=${encodeURIComponent(moment)}`);
    expect((await list(times.registered)).items).toMatchObject([{ id: imported, status: 'INITIALIZED', imported: true }]);
    expect((await list(times.downloading)).items).toMatchObject([{ id: imported, status: 'DOWNLOADING', imported: true }]);
    expect((await list(soon())).items).toEqual(expect.arrayContaining([expect.objectContaining({ id: own, imported: false })]));
  });

  it('marks its events in the history', async () => {
    const marks = async (id: string): Promise<readonly boolean[]> => {
      const { items } = await get<{ items: { imported: boolean; type: string }[] }>(`/${id}/events?limit=500`);
      return [...new Set(items.filter(({ type }) => type !== 'ImportEnded').map((event) => event.imported))];
    };
    expect(await marks(imported)).toEqual([true]);
    expect(await marks(own)).toEqual([false]);
  });
});
