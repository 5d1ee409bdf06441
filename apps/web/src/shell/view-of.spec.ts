import { viewOf } from './view-of.js';

describe('the view of an address', () => {
  it('is the same for all sections of the settings, but not for their list', () => {
    expect(viewOf('/settings/channels')).toBe(viewOf('/settings/outputs'));
    expect(viewOf('/settings/channels')).not.toBe(viewOf('/settings'));
  });

  it('differs between a list and its items', () => {
    expect(viewOf('/documents/1')).not.toBe(viewOf('/documents'));
    expect(viewOf('/documents/1')).not.toBe(viewOf('/documents/2'));
  });
});
