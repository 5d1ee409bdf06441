import { isPresent } from '@throughline/domain';
import { Journey, aRun } from '@throughline/domain/testing';
import type { ItemRow, ItemRows } from '../../adapters/projection/index.js';
import { monthAt } from '../../people/quotas/month.js';
import { NO_CAUSES } from '../../testing/no-causes.js';
import { findCauses } from './find-causes.js';

const failed = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  journey.fail('TRIM');
  return journey;
};

async function findTexts({ assetId, state, personal }: Journey): Promise<readonly string[]> {
  if (!isPresent(state)) throw new Error('The item is not registered');
  const row = { id: assetId, state, personal } as unknown as ItemRow;
  const page: ItemRows['page'] = ({ filter }) =>
    Promise.resolve({ rows: filter.failed === true ? [row] : [], next: undefined, total: undefined });
  const none = { used: 0, held: 0, limit: null };
  const uses = { items: none, bytes: none, transcription_minutes: none, deliveries: none };
  const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(0)) };
  const { ofItems: causes } = await findCauses('owner-1', { ...NO_CAUSES, tables: [{ page }], quotas });
  return causes.map(({ text }) => text);
}

describe('the notices about an imported item', () => {
  it('tell nothing of a failure in the other system, but of one here', async () => {
    expect(await findTexts(failed())).toEqual([expect.stringContaining('has failed at the stage trim')]);
    const journey = new Journey(undefined, '2026-06-01T00:00:00.000Z').importFrom(failed());
    expect(await findTexts(journey)).toEqual([]);
    journey.run();
    journey.start('TRIM');
    journey.fail('TRIM');
    expect(await findTexts(journey)).toEqual([expect.stringContaining('has failed at the stage trim')]);
  });
});
