import { findTabOfAddress } from './use-part-tab.js';

describe('the tab of an address', () => {
  it('is the one with the event or the settings', () => {
    const named = { events: 'history', settings: 'details' };
    expect(findTabOfAddress('#event-12.0', named)).toBe('history');
    expect(findTabOfAddress('#item-settings', named)).toBe('details');
    expect(findTabOfAddress('', named)).toBeUndefined();
  });

  it('is unknown for the settings of an item that shows none', () => {
    expect(findTabOfAddress('#item-settings', { events: 'history' })).toBeUndefined();
  });
});
