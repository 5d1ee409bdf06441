import { areComplete, findClaim, labelOf, roleOf, userNames } from './claims.js';

const roles = new Map([
  ['staff', 'operator'],
  ['it', 'admin'],
  ['guests', 'viewer'],
] as const);

describe('the claims of an account', () => {
  it('give the highest role that one of their values maps to', () => {
    const role = (groups: unknown) => roleOf({ groups }, { roleClaim: 'groups', roles });
    expect([role(['guests', 'it', 'staff']), role('staff'), role(['other']), role(undefined), role([7, null])]).toEqual([
      'admin',
      'operator',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are found by name and by path, never on a prototype', () => {
    const claims = { realm_access: { roles: ['it'] }, 'https://example.org/roles': ['staff'] };
    expect(findClaim(claims, 'realm_access.roles')).toEqual(['it']);
    expect(findClaim(claims, 'https://example.org/roles')).toEqual(['staff']);
    for (const path of ['constructor.name', 'realm_access.roles.length', 'a.b', '__proto__'])
      expect(findClaim(claims, path)).toBeUndefined();
  });

  it('name the account by user name, name or address, in visible characters', () => {
    expect(labelOf({ preferred_username: 'nora', name: 'Nora B.' })).toBe('nora');
    expect(labelOf({ preferred_username: ' \u0000', name: ' Nora\n\tB. \u202e' })).toBe('Nora B.');
    expect(labelOf({ email: 'nora@linden.example' })).toBe('nora@linden.example');
    expect(labelOf({ name: 7 })).toBe('user');
    expect(labelOf({ name: `${'x'.repeat(63)}😀` })).toBe('x'.repeat(63));
  });

  it('offer further names within the length of names', () => {
    const [first, second] = [...userNames({ name: 'x'.repeat(70) })];
    expect([first, second]).toEqual(['x'.repeat(64), `${'x'.repeat(62)} 2`]);
  });

  it('are complete with a name, and with the claim of the roles if roles are mapped', () => {
    const check = (claims: object, mapped = roles) => areComplete({ ...claims }, { roleClaim: 'groups', roles: mapped });
    expect([
      check({ name: 'N', groups: [] }),
      check({ name: 'N' }),
      check({ groups: [] }),
      check({ name: 'N' }, new Map()),
    ]).toEqual([true, false, false, true]);
  });
});
