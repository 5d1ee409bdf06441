import type { Milestone } from '@throughline/api-client';
import { groupMilestones } from './group-milestones.js';

const event = (id: string, item: string, at: string): Milestone =>
  ({ id, recorded_at: at, item: { id: item, kind: 'recording', title: item, deleted: false } }) as Milestone;

const shape = (milestones: readonly Milestone[]) =>
  groupMilestones(milestones).map(({ items }) => items.map(({ item, events }) => [item.id, ...events.map(({ id }) => id)]));

describe('the activity of a library', () => {
  it('is grouped by day, and within a day by item, newest first', () => {
    const events = [
      event('9.0', 'talk', '2026-02-05T12:00:00'),
      event('8.0', 'lesson', '2026-02-05T11:00:00'),
      event('7.0', 'talk', '2026-02-05T10:00:00'),
      event('6.0', 'talk', '2026-02-04T23:00:00'),
    ];
    expect(shape(events)).toEqual([
      [
        ['talk', '9.0', '7.0'],
        ['lesson', '8.0'],
      ],
      [['talk', '6.0']],
    ]);
  });

  it('has no day without events', () => {
    expect(shape([])).toEqual([]);
  });
});
