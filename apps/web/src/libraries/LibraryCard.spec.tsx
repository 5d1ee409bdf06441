import type { CurrentUser, LibraryMember, LibraryRole } from '@throughline/api-client';
import { drawView, listControls, operator } from '../testing/draw-view.js';
import { UploadsProvider } from '../upload/UploadsProvider.js';
import { membersQuery } from '../api/libraries-api.js';
import { LibraryCard } from './LibraryCard.js';
import type { PresentLibrary } from './use-present-library.js';

const memberOf = (id: string, role: LibraryRole): LibraryMember => ({
  user_id: id,
  name: id,
  role,
  since: '2026-02-05T10:00:00.000Z',
  disabled: false,
});

interface Situation {
  readonly role?: LibraryRole;
  readonly me?: CurrentUser;
  readonly members?: readonly LibraryMember[];
  readonly isPersonal?: boolean;
}

const draw = ({ role = 'owner', me = operator, members = [], isPersonal = false }: Situation) => {
  const id = isPersonal ? me.id : 'L';
  const library: PresentLibrary = { id, name: 'Choir', isPersonal, role, isManaged: role === 'owner', me };
  const { html, words } = drawView(
    <UploadsProvider>
      <LibraryCard library={library} />
    </UploadsProvider>,
    (client) => {
      client.setQueryData(membersQuery(id).queryKey, [...members]);
    },
    me,
  );
  return { html, words, named: listControls(html) };
};

describe('the card of the present library', () => {
  it('lets an owner rename and delete it, and leave it to another owner', () => {
    const { words, named } = draw({ members: [memberOf('1', 'owner'), memberOf('2', 'owner')] });
    expect(named).toEqual(['Delete library Choir', 'Leave library Choir']);
    expect(words).toContain('Rename');
    expect(words).toContain('New library');
  });

  it('tells the only owner what to do before leaving', () => {
    const { words, named } = draw({ members: [memberOf('1', 'owner'), memberOf('2', 'viewer')] });
    expect(named).toEqual(['Delete library Choir']);
    expect(words).toContain('make another member an owner, or delete the library');
  });

  it('lets other members only leave', () => {
    const { words, named } = draw({ role: 'viewer', members: [memberOf('2', 'owner'), memberOf('1', 'viewer')] });
    expect(named).toEqual(['Leave library Choir']);
    expect(words).not.toContain('Rename');
    expect(words).toContain('Your role: Viewer');
  });

  it('offers neither to leave nor to delete a personal library', () => {
    const { words, named } = draw({ isPersonal: true });
    expect(named).toEqual([]);
    expect(words).toContain('Your personal library');
  });

  it('offers no new library to a viewer of the server', () => {
    expect(draw({ role: 'viewer', me: { ...operator, role: 'viewer' } }).words).not.toContain('New library');
  });

  it('cannot be renamed before its version is known', () => {
    expect(draw({}).html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Rename/);
  });
});
