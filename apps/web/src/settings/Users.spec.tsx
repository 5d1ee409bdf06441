import type { User } from '@throughline/api-client';
import { drawView, listControls, operator } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { usersQuery } from '../api/settings-api.js';
import { Users } from './Users.js';

const AT = '2026-02-05T10:00:00.000Z';
const userOf = (name: string, change: Partial<User> = {}): User => ({
  id: name,
  name,
  role: 'operator',
  version: '1',
  created_at: AT,
  disabled_at: null,
  deletion_requested_at: null,
  library: { id: name, name },
  ...change,
});
const draw = (...users: readonly User[]): string =>
  drawView(
    <Users />,
    (client) => {
      client.setQueryData(usersQuery.queryKey, [...users]);
    },
    { ...operator, id: 'owner' },
  ).html;
/** Returns the reason beside a refused button; `undefined` if the button works. */
const reasonOf = (html: string, label: string): string | undefined => {
  const button = new RegExp(`<button[^>]*aria-label="${label}"[^>]*>`).exec(html)?.[0] ?? '';
  expect(button).not.toBe('');
  if (!button.includes('aria-disabled="true"')) return undefined;
  const id = /aria-describedby="([^"]+)"/.exec(button)?.[1] ?? '';
  return new RegExp(`<small id="${id}"[^>]*>([^<]*)`).exec(html)?.[1];
};
const owner = userOf('owner', { role: 'admin' });

describe('the users of the server', () => {
  it('can be disabled and deleted, except the first user and the last administrator', () => {
    const html = draw(owner, userOf('nora'));
    expect(reasonOf(html, 'Disable nora')).toBeUndefined();
    expect(reasonOf(html, 'Delete user nora')).toBeUndefined();
    expect(reasonOf(html, 'Disable owner')).toContain('last administrator');
    expect(reasonOf(html, 'Delete user owner')).toContain('first user');
  });

  it('do not include the own account among the accounts to disable', () => {
    const html = draw(owner, userOf('nora', { role: 'admin' }));
    expect(reasonOf(html, 'Disable owner')).toContain('another administrator');
    expect(reasonOf(html, 'Disable nora')).toBeUndefined();
    const disabled = draw(userOf('owner', { role: 'admin', disabled_at: AT }), userOf('nora', { role: 'admin' }));
    expect(reasonOf(disabled, 'Delete user nora')).toContain('last administrator');
    expect(reasonOf(disabled, 'Enable owner')).toBeUndefined();
  });

  it('lose tokens and sign-ins for good when disabled, as the question before it says', () => {
    const { hint } = text.settings.users.disable;
    for (const part of ['All tokens are revoked', 'sign-ins and unopened links end', 'does not bring them back'])
      expect(hint).toContain(part);
    expect(listControls(draw(owner, userOf('nora', { disabled_at: AT })))).toContain('Enable nora');
  });

  it('cannot be enabled while their deletion is requested', () => {
    const controls = listControls(draw(owner, userOf('nora', { disabled_at: AT, deletion_requested_at: AT })));
    expect(controls).not.toContain('Enable nora');
    expect(controls).toContain('Delete user nora');
  });
});
