import { isPresent } from '@throughline/domain';
import { executeBulk, previewBulk } from '../../testing/bulk-commands.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import type { BulkPreviewAnswer } from './bulk-answers.js';
import type { BulkCommand } from './bulk-command.js';

describe('bulk commands that restore items', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const preview = (body: object): Promise<BulkPreviewAnswer> => previewBulk(gateway, body);
  const execute = ({ id }: BulkPreviewAnswer): Promise<BulkCommand> => executeBulk(gateway, id);
  const isDeleted = async (id: string): Promise<boolean> => {
    const state = (await gateway.ports.commands.load(id))?.state;
    return state !== undefined && isPresent(state) && state.deletedAt !== undefined;
  };

  it('select deleted items by filters, which no other action does, and restore them after a preview', async () => {
    const [{ id }, { id: other }] = [await upload(gateway), await upload(gateway)];
    await execute(await preview({ action: 'delete', recording_ids: [id] }));
    await waitUntilProjected(gateway, id);
    const run = await preview({ action: 'run', filters: { failed: false } });
    expect(run.items.map(({ item_id }) => item_id)).toEqual([other]);
    expect((await preview({ action: 'run', filters: { state: 'deleted' } })).items).toEqual([]);
    const bulk = await preview({ action: 'restore', filters: { state: 'deleted' } });
    expect(bulk.items).toMatchObject([{ item_id: id, preview: { verdict: 'change' } }]);
    expect(await isDeleted(id)).toBe(true);
    expect(await execute(bulk)).toMatchObject({ outcomes: [{ word: 'changed', code: 'restored', count: 1 }] });
    expect(await isDeleted(id)).toBe(false);
    const named = await preview({ action: 'restore', recording_ids: [other] });
    expect(named.items).toMatchObject([{ preview: { verdict: 'skip', code: 'not-deleted' } }]);
  });
});
