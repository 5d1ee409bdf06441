import type { Invitation } from '@throughline/api-client';
import { drawView, listControls, operator, viewer, type DrawnView } from '../testing/draw-view.js';
import { Invitations, InvitationsOfPresentLibrary } from './Invitations.js';
import { invitationsQuery } from './invitations-api.js';

const open: Invitation = {
  id: 'a',
  role: 'viewer',
  note: 'Nora, biology',
  state: 'open',
  made_by: '1',
  made_by_name: 'Ada',
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: '2999-02-12T10:00:00.000Z',
  used_at: null,
  used_by: null,
  used_by_name: null,
  revoked_at: null,
};
const past = { expires_at: '2026-02-12T10:00:00.000Z' };

describe('the invitations in the settings', () => {
  const draw = (items: readonly Invitation[]): DrawnView =>
    drawView(<Invitations library={operator.library} />, (client) => {
      client.setQueryData(invitationsQuery(operator.library.id).queryKey, [...items]);
    });

  it('show each state, and a button only for links that can still work', () => {
    const { html, words } = draw([
      open,
      { ...open, id: 'b', state: 'suspended', note: 'Kim' },
      { ...open, ...past, id: 'c', state: 'used', note: null, used_by: '3', used_by_name: 'Vera' },
      { ...open, ...past, id: 'd', state: 'expired', note: 'Late' },
      { ...open, id: 'e', state: 'revoked', note: 'Gone' },
    ]);
    for (const part of [
      'Nora, biology Open',
      'Kim Suspended',
      'No name Accepted',
      'accepted by Vera',
      'Late Expired',
      'Gone Revoked',
    ])
      expect(words).toContain(part);
    expect(words).toContain('Ada may no longer invite');
    expect(listControls(html)).toEqual(['Revoke the invitation: Nora, biology', 'Revoke the invitation: Kim']);
  });

  it('are for owners who may write', () => {
    const drawFor = (me: typeof operator): string =>
      drawView(
        <InvitationsOfPresentLibrary />,
        (client) => {
          client.setQueryData(invitationsQuery(operator.library.id).queryKey, []);
        },
        me,
      ).words;
    expect(drawFor(operator)).toContain('Create invitation');
    expect(drawFor(viewer)).toBe('');
    expect(drawFor({ ...operator, library: { ...operator.library, role: 'operator' } })).toBe('');
  });

  it('offer a form, also without any invitation', () => {
    const { words } = draw([]);
    for (const part of ['No invitations yet', 'member of owner', '7 days', 'Create invitation']) expect(words).toContain(part);
  });
});
