import { monthAt } from '../quotas/month.js';
import type { QuotaUses } from '../quotas/index.js';
import { findCauses } from './find-causes.js';

const use = (used: number, limit: number | null) => ({ used, held: 0, limit });
const find = async (uses: QuotaUses): Promise<readonly string[]> => {
  const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
  const causes = await findCauses('library', { tables: [], quotas, webhooks: { list: () => Promise.resolve([]) } });
  return causes.map(({ text }) => text);
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
