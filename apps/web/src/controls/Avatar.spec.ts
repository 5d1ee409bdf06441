import { initialsOf } from './Avatar.js';

describe('the initials of a person', () => {
  it('are those of the first and the last word, or two letters of the only one', () => {
    const names = ['Irina Sokolova', 'owner', 'Anna Maria van Dyk', 'petra.lindqvist', 'Ülo', '𝒜 B', '', ' - '];
    expect(names.map(initialsOf)).toEqual(['IS', 'OW', 'AD', 'PL', 'ÜL', '𝒜B', '', '']);
  });
});
