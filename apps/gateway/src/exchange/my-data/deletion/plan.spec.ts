import { decidePlan, endedLibraries, renewPlan, type LibraryChoice, type LibraryFacts } from './plan.js';

const own: LibraryFacts = { id: 'own', isPersonal: true, role: 'owner', otherOwners: 0, otherMembers: [] };
const alone: LibraryFacts = { id: 'alone', isPersonal: false, role: 'owner', otherOwners: 0, otherMembers: ['max'] };
const shared: LibraryFacts = { id: 'shared', isPersonal: false, role: 'owner', otherOwners: 1, otherMembers: ['max'] };
const read: LibraryFacts = { id: 'read', isPersonal: false, role: 'viewer', otherOwners: 1, otherMembers: ['max'] };
const all = [own, alone, shared, read];

const choose = (library: string, action: LibraryChoice['action'], to?: string): LibraryChoice => ({ library, action, to });
const problemsOf = (...choices: LibraryChoice[]): readonly string[] => {
  const decided = decidePlan(all, choices);
  return 'problems' in decided ? decided.problems.map(({ pointer }) => pointer) : [];
};

describe('the plan of a deletion', () => {
  it('needs a choice for each library whose only owner is the user, and leaves the others', () => {
    expect(problemsOf()).toEqual(['/libraries', '/libraries']);
    expect(decidePlan(all, [choose('own', 'erase'), choose('alone', 'transfer', 'max')])).toEqual({
      plan: [
        { library: 'own', action: 'erase' },
        { library: 'alone', action: 'transfer', to: 'max' },
        { library: 'shared', action: 'leave' },
        { library: 'read', action: 'leave' },
      ],
    });
  });

  it('lets a personal library end even if another owner was added to it', () => {
    expect(decidePlan([{ ...own, otherOwners: 1 }], [])).toHaveProperty('problems');
  });

  it.each([
    ['a library of others', choose('shared', 'erase')],
    ['an unknown library', choose('other', 'erase')],
    ['a transfer of the personal library', choose('own', 'transfer', 'max')],
    ['a transfer to somebody who is no member', choose('alone', 'transfer', 'eva')],
    ['a transfer to nobody', choose('alone', 'transfer')],
    ['a move to a library that the user only reads', choose('own', 'move', 'read')],
    ['a move to an unknown library', choose('own', 'move', 'other')],
    ['a move into itself', choose('own', 'move', 'own')],
    ['an erasure with a target', choose('own', 'erase', 'shared')],
  ])('refuses %s', (_name, choice) => {
    const rest = [choose('own', 'erase'), choose('alone', 'erase')].filter(({ library }) => library !== choice.library);
    expect(problemsOf(choice, ...rest)).toEqual(['/libraries/0']);
  });

  it('refuses a move to a library that ends too, and a library that is named twice', () => {
    expect(problemsOf(choose('own', 'move', 'alone'), choose('alone', 'erase'))).toEqual(['/libraries/0']);
    expect(problemsOf(choose('own', 'erase'), choose('own', 'erase'), choose('alone', 'erase'))).toEqual(['/libraries/1']);
    expect(problemsOf(choose('own', 'move', 'alone'), choose('alone', 'transfer', 'max'))).toEqual([]);
  });

  it('ends the libraries that are erased or whose items move', () => {
    const decided = decidePlan(all, [choose('own', 'move', 'shared'), choose('alone', 'erase')]);
    expect('plan' in decided && endedLibraries(decided.plan)).toEqual(['own', 'alone']);
  });
});

describe('a stored plan', () => {
  const stored = [
    { library: 'own', action: 'move', to: 'shared' },
    { library: 'alone', action: 'transfer', to: 'max' },
    { library: 'shared', action: 'leave' },
  ] as const;

  it('still fits after the transfer was carried out', () => {
    const after = [own, { ...alone, role: 'operator' as const, otherOwners: 1 }, shared];
    expect(renewPlan(after, stored)).toEqual([
      { library: 'own', action: 'move', to: 'shared' },
      { library: 'alone', action: 'leave' },
      { library: 'shared', action: 'leave' },
    ]);
  });

  it('still fits after an ended library has lost its members', () => {
    expect(
      renewPlan(
        [own, shared],
        [
          { library: 'own', action: 'erase' },
          { library: 'gone', action: 'erase' },
        ],
      ),
    ).toEqual([
      { library: 'own', action: 'erase' },
      { library: 'gone', action: 'erase' },
      { library: 'shared', action: 'leave' },
    ]);
  });

  it.each([
    ['the new owner has left', [own, { ...alone, otherMembers: [] }, shared]],
    ['the user became the only owner of another library', [own, alone, { ...shared, otherOwners: 0 }]],
    ['the user may no longer write in the target', [own, alone, { ...shared, role: 'viewer' as const }]],
    ['the target no longer exists', [own, alone]],
  ])('no longer fits if %s', (_name, libraries) => {
    expect(renewPlan(libraries, stored)).toBeUndefined();
  });
});
