import { changesOf } from './changes.js';
import { describeEntry } from './kinds.js';

describe('the changes of an entry', () => {
  it('are the fields that differ, nested ones by their path', () => {
    const before = { role: 'viewer', trim: { enabled: true, padding_ms: 200 }, same: [1, 2] };
    const after = { role: 'operator', trim: { enabled: false, padding_ms: 200 }, same: [1, 2] };
    expect(changesOf(before, after, ['role'])).toEqual({
      role: { from: 'viewer', to: 'operator' },
      'trim.enabled': { from: true, to: false },
    });
  });

  it('never have the value of a text that is not listed', () => {
    const before = { password: 'hunter2', url: 'https://user:key@example.com', names: ['Grace Hopper'] };
    const changes = changesOf(before, { password: 'hunter3', names: ['Ada'], mixed: 'now a text' }, ['role']);
    expect(changes).toEqual({ password: 'changed', url: 'changed', names: 'changed', mixed: 'changed' });
    expect(changesOf({ key: 1234 }, { key: 'secret' })).toEqual({ key: 'changed' });
  });

  it('show what was added and removed', () => {
    expect(changesOf(undefined, { name: 'laptop', scopes: ['read', 'write'], days: undefined }, ['name', 'scopes'])).toEqual({
      name: { from: null, to: 'laptop' },
      scopes: { from: null, to: 'read, write' },
    });
    expect(changesOf({ limit: 3 }, { limit: null })).toEqual({ limit: { from: 3, to: null } });
  });

  it('are bounded, however large the settings are', () => {
    const large = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(500)}${String(index)}`, index]));
    expect(Object.keys(changesOf({}, large)).length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(changesOf({ name: '' }, { name: 'n'.repeat(10_000) }, ['name'])).length).toBeLessThan(300);
  });
});

describe('the sentence of an entry', () => {
  it('names the subject as it was then, and its id if the name is gone', () => {
    expect(describeEntry({ kind: 'user.created', subject: { id: '1', name: 'Nora' } })).toBe('Created the user Nora');
    expect(describeEntry({ kind: 'user.created', subject: { id: '1' } })).toBe('Created the user 1');
    expect(describeEntry({ kind: 'sign_in.failed', subject: {} })).toBe('Refused sign-ins');
  });

  it('exists for a kind of a newer gateway', () => {
    expect(describeEntry({ kind: 'future.changed', subject: { name: 'X' } })).toBe('future.changed X');
  });
});
