import { choicesOf, listOptions, selectedOption, type AffectedLibrary } from './deletion-choices.js';

const personal: AffectedLibrary = {
  id: 'P',
  name: 'Nora',
  personal: true,
  role: 'owner',
  needs_choice: true,
  items: 3,
  members: [],
};
const team: AffectedLibrary = { ...personal, id: 'T', name: 'Team', personal: false, members: [{ id: 'M', name: 'Milo' }] };
const shared: AffectedLibrary = { ...team, id: 'S', name: 'Shared', needs_choice: false };
const readable: AffectedLibrary = { ...shared, id: 'R', role: 'viewer' };
const all = [personal, team, shared, readable];
const values = (library: AffectedLibrary, draft = {}): readonly string[] =>
  listOptions(library, all, draft).map(({ value }) => value);

describe('the choices for the libraries of a deleted account', () => {
  it('offer targets that last and in which the user may write', () => {
    expect(values(personal)).toEqual(['erase', 'move S']);
    expect(values(team)).toEqual(['erase', 'move S', 'transfer M']);
  });

  it('offer a library as a target while it gets another owner', () => {
    const draft = { T: 'transfer M', P: 'move T' };
    expect(values(personal, draft)).toContain('move T');
    expect(choicesOf(all, draft)).toEqual([
      { id: 'P', action: 'move', to: 'T' },
      { id: 'T', action: 'transfer', to: 'M' },
    ]);
  });

  it('forget a target that another choice ends, so that it is chosen anew', () => {
    const draft = { T: 'erase', P: 'move T' };
    expect(selectedOption(personal, all, draft)).toBe('');
    expect(choicesOf(all, draft)).toEqual([{ id: 'T', action: 'erase' }]);
  });
});
