import { AdministrationLog } from '../administration-log/index.js';
import { MemoryAdministrationLogStore } from '../../testing/memory-administration-log-store.js';
import { MemoryQuotaBook } from '../../testing/memory-quota-book.js';
import { MemoryQuotaLimitStore } from '../../testing/memory-quota-limit-store.js';
import { UNLIMITED, type QuotaLimits, type QuotaUses } from './quota.js';
import { Quotas } from './quotas.js';

class CountingBook extends MemoryQuotaBook {
  counted = 0;

  override uses(...asked: Parameters<MemoryQuotaBook['uses']>): Promise<QuotaUses> {
    this.counted += 1;
    return super.uses(...asked);
  }
}

describe('the room that an item needs', () => {
  const now = (): Date => new Date('2026-02-05T10:00:00Z');
  const ITEM = { owner: 'owner-1', bytes: 5 };
  const create = (limits: Partial<QuotaLimits>): { readonly book: CountingBook; readonly quotas: Quotas } => {
    const book = new CountingBook([], () => now().getTime());
    const defaults = { ...UNLIMITED, ...limits };
    return {
      book,
      quotas: new Quotas({
        log: new AdministrationLog(new MemoryAdministrationLogStore()),
        limits: new MemoryQuotaLimitStore(),
        book,
        defaults,
        now,
      }),
    };
  };

  it('is there without a count of the month if no limit concerns it', async () => {
    const { book, quotas } = create({ deliveries: 0 });
    await quotas.requireRoom(ITEM);
    await quotas.requireRoomForItem(ITEM);
    expect(book.counted).toBe(0);
  });

  it.each<[keyof QuotaLimits, number]>([
    ['items', 0],
    ['bytes', 4],
  ])('is missing if the limit of %s is %i', async (quota, limit) => {
    const { book, quotas } = create({ [quota]: limit });
    await expect(quotas.requireRoomForItem(ITEM)).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(book.counted).toBe(1);
  });

  it('is worth another request when the month ends', async () => {
    const { quotas } = create({ items: 0 });
    const seconds = (Date.parse('2026-03-01T00:00:00Z') - now().getTime()) / 1_000;
    const refusal = { options: { headers: { 'retry-after': String(seconds) } } };
    await expect(quotas.requireRoomForItem(ITEM)).rejects.toMatchObject(refusal);
    await expect(quotas.reserve({ ...ITEM, assetId: 'item-1', keptMs: 1 })).rejects.toMatchObject(refusal);
  });
});
