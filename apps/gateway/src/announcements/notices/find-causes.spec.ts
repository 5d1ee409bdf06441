import { isPresent } from '@throughline/domain';
import { monthAt } from '../../people/quotas/month.js';
import type { QuotaUses } from '../../people/quotas/index.js';
import type { ItemRow, ItemRows } from '../../adapters/projection/index.js';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway } from '../../testing/memory-gateway.js';
import { NO_CAUSES } from '../../testing/no-causes.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { failStep, startStep, workThrough } from '../../testing/work-through.js';
import { findCauses } from './find-causes.js';

const use = (used: number, limit: number | null) => ({ used, held: 0, limit });
const find = async (uses: QuotaUses): Promise<readonly string[]> => {
  const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
  const { others } = await findCauses('library', { ...NO_CAUSES, tables: [], quotas });
  return others.map(({ text }) => text);
};

describe('causes of notices about quotas', () => {
  it('say what happens beyond the limit', async () => {
    const nearly = use(9, 10);
    expect(await find({ items: nearly, bytes: nearly, transcription_minutes: nearly, deliveries: nearly })).toEqual([
      '9 of 10 items of this month are used. Beyond the limit, new items are refused until next month.',
      '9 of 10 bytes of files of this month are used. Beyond the limit, new files are refused until next month.',
      '9 of 10 minutes of transcription of this month are used. Beyond the limit, transcriptions wait for the next month.',
      '9 of 10 deliveries of this month are used. Beyond the limit, deliveries wait for the next month.',
    ]);
  });

  it('do not exist for a limit of 0, or without a limit', async () => {
    const [none, unlimited] = [use(0, 0), use(9, null)];
    expect(await find({ items: none, bytes: none, transcription_minutes: unlimited, deliveries: none })).toEqual([]);
  });
});

describe('causes of notices about items', () => {
  it('are found however many items there are, each once', async () => {
    const gateway = await openMemoryGateway();
    try {
      const { id } = await upload(gateway, { fields: { run: 'true', title: 'The newest' } });
      await startStep(gateway, id, 'DOWNLOAD');
      await failStep(gateway, id, 'DOWNLOAD');
      await waitUntilProjected(gateway, id);
      const row = (await gateway.rows.byIds([id])).get(id);
      if (row === undefined || !isPresent(row.state)) throw new Error('it is projected');
      const { state } = row;
      // Pages of a library with many failed items. The first page comes again under another flag.
      const pages = [1, 2, 3].map((page) =>
        Array.from({ length: 2 }, (_, at): ItemRow => ({
          ...row,
          id: `${String(page)}-${String(at)}`,
          state: { ...state, assetId: `${String(page)}-${String(at)}` },
        })),
      );
      const asked: (string | undefined)[] = [];
      const page: ItemRows['page'] = ({ filter, after }) => {
        if (filter.failed !== true) return Promise.resolve({ rows: pages[0] ?? [], next: undefined, total: undefined });
        asked.push(after?.value);
        const rows = pages[asked.length - 1] ?? [];
        const value = String(asked.length);
        return Promise.resolve({ rows, next: asked.length < pages.length ? { value, id: value } : undefined, total: undefined });
      };
      const unlimited = use(0, null);
      const uses = { items: unlimited, bytes: unlimited, transcription_minutes: unlimited, deliveries: unlimited };
      const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
      const { ofItems: causes } = await findCauses('library', { ...NO_CAUSES, tables: [{ page }], quotas });
      expect(asked).toEqual([undefined, '1', '2']);
      expect(causes.map(({ path }) => path)).toEqual(pages.flat().map((one) => `/recordings/${one.id}`));
      expect(new Set(causes.map(({ key }) => key)).size).toBe(6);
      asked.length = 0;
      const some = await findCauses('library', { ...NO_CAUSES, tables: [{ page }], quotas }, { most: 2 });
      expect([asked, some.ofItems.length, some.hasMore]).toEqual([[undefined], 2, true]);
    } finally {
      await gateway.close();
    }
  });

  it('name each delivery that has failed while another output has the item', async () => {
    const outputs = ['library', 'archive', 'mirror'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));
    const gateway = await openMemoryGateway({ settings: { outputs } });
    try {
      const { id } = await upload(gateway, { fields: { run: 'true', title: 'A talk' } });
      await workThrough(gateway, id, ['deliver:archive']);
      await startStep(gateway, id, 'deliver:archive');
      const unlimited = use(0, null);
      const uses = { items: unlimited, bytes: unlimited, transcription_minutes: unlimited, deliveries: unlimited };
      const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
      const look = async () => (await findCauses(gateway.owner, { ...NO_CAUSES, tables: [gateway.rows], quotas })).ofItems;
      await failStep(gateway, id, 'deliver:archive');
      await waitUntilProjected(gateway, id);
      const text = '“A talk” was delivered to some outputs, but not to archive (broken). Look at the reason, then retry it.';
      expect(await look()).toMatchObject([{ kind: 'failed', text, path: `/recordings/${id}` }]);
    } finally {
      await gateway.close();
    }
  });

  it('name each failed follow-up of an item that was delivered, until it is retried', async () => {
    const follow_ups = ['thumbnail', 'captions'];
    const outputs = [{ name: 'library', type: 'folder', settings: { folder: 'library' }, follow_ups }];
    const gateway = await openMemoryGateway({ settings: { outputs } });
    try {
      const { id } = await upload(gateway, { fields: { run: 'true', title: 'A talk' } });
      const steps = follow_ups.map((name) => `deliver:library/${name}`);
      await workThrough(gateway, id, steps);
      for (const step of steps) {
        await startStep(gateway, id, step);
        await failStep(gateway, id, step);
      }
      await waitUntilProjected(gateway, id);
      const unlimited = use(0, null);
      const uses = { items: unlimited, bytes: unlimited, transcription_minutes: unlimited, deliveries: unlimited };
      const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
      const look = async () => (await findCauses(gateway.owner, { ...NO_CAUSES, tables: [gateway.rows], quotas })).ofItems;
      const text = (name: string): string =>
        `“A talk” was delivered, but the follow-up library/${name} has failed (broken). Look at the reason, then retry it.`;
      const path = `/recordings/${id}`;
      expect(await look()).toMatchObject(follow_ups.map((name) => ({ kind: 'failed', text: text(name), path })));
      await ask(gateway, `/${id}/outputs/library/follow-ups/thumbnail/retry`);
      await waitUntilProjected(gateway, id);
      expect((await look()).map((cause) => cause.text)).toEqual([text('captions')]);
    } finally {
      await gateway.close();
    }
  });
});
