import { formatEvent } from './event-id.js';
import { SharedEvents } from './shared-events.js';

const ITEM = { id: 'a', allowed_actions: [{ action: 'run', allowed: true, code: null, reason: null, try_instead: null }] };

describe('events for many readers', () => {
  const change = new SharedEvents(formatEvent('change', ITEM));

  it('are encoded once for all that get the same', () => {
    expect(change.frame(false, 'a.1')).toBe(change.frame(false, 'a.1'));
    expect(change.frame(true, 'a.1')).toBe(change.frame(true, 'a.1'));
    expect(String(change.frame(false, 'a.1'))).toBe(`event: change\ndata: ${JSON.stringify(ITEM)}\nid: a.1\n\n`);
    expect(String(change.frame(false))).toBe(`event: change\ndata: ${JSON.stringify(ITEM)}\n\n`);
    expect(String(change.frame(false, 'a.2'))).toContain('\nid: a.2\n\n');
  });

  it('show every action as refused to readers with read access only, and to no others', () => {
    for (const id of ['a.1', undefined]) {
      const [all, restricted] = [String(change.frame(false, id)), String(change.frame(true, id))];
      expect(all).toContain('"allowed":true');
      expect(restricted).not.toContain('"allowed":true');
      expect(restricted).toContain('"code":"forbidden"');
    }
    const beginning = new SharedEvents(String(change.frame(false, 'a.1')));
    expect(beginning.whole(false)).toBe(String(change.frame(false, 'a.1')));
    expect(beginning.whole(true)).toBe(String(change.frame(true, 'a.1')));
  });
});
