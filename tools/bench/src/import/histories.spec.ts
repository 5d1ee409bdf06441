import { readCloudEvent } from '@throughline/contracts';
import { createItems } from './histories.js';

describe('the items of the import bench', () => {
  it('have whole histories: only their last event is marked as such', () => {
    const { items } = createItems(30);
    for (const { lines } of items) {
      const marks = lines.map((line) => readCloudEvent(JSON.parse(line)).isLast);
      expect(marks).toEqual(lines.map((_, index) => index === lines.length - 1));
    }
    expect(items.length).toBeGreaterThan(1);
  });
});
