import { describeRetention } from './RetentionFact.js';

const NOW = Date.parse('2026-02-05T12:00:00.000Z');
const planned = { soft_delete_at: '2026-03-03T12:00:00.000Z', source: 'user' } as const;

describe('the retention of an item', () => {
  it('names the days of the deletion and of the removal, and the year if it is another one', () => {
    expect(describeRetention({ ...planned, hard_delete_at: '2026-04-02T12:00:00.000Z' }, NOW)).toBe(
      'Deleted on March 3, expires on April 2',
    );
    expect(describeRetention({ ...planned, hard_delete_at: '2027-04-02T12:00:00.000Z' }, NOW)).toBe(
      'Deleted on March 3, expires on April 2, 2027',
    );
    expect(describeRetention({ ...planned, hard_delete_at: null }, NOW)).toBe('Deleted on March 3, can be restored at any time');
  });

  it('promises no day of the removal while a due item is not deleted yet', () => {
    const due = { ...planned, hard_delete_at: '2026-04-02T12:00:00.000Z' };
    expect(describeRetention(due, Date.parse('2026-03-04T12:00:00.000Z'))).toBe('Due for deletion since March 3');
  });
});
