import type { AdministrationLogEntry, CurrentUser, LibraryRole } from '@throughline/api-client';
import { libraryLogQuery } from '../administration-log/administration-log-api.js';
import { drawView, operator } from '../testing/draw-view.js';
import { MembersSection } from './MembersSection.js';

const entry: AdministrationLogEntry = {
  id: '12',
  at: '2026-02-05T10:00:00.000Z',
  kind: 'member.added',
  sentence: 'Added the member Petra',
  actor: { type: 'user', id: '1', name: 'Irina' },
  address: null,
  credential: null,
  subject: { type: 'user', id: '2', name: 'Petra' },
  library_id: '7',
  changes: [{ field: 'role', from: null, to: 'viewer', hidden: false }],
};
const wordsFor = (role: LibraryRole, items: readonly AdministrationLogEntry[] = [entry], next_cursor: string | null = null) => {
  const library = { id: '7', name: 'Institute', personal: false, role } as const;
  const me: CurrentUser = { ...operator, library, libraries: [library] };
  return drawView(
    <MembersSection />,
    (client) => {
      client.setQueryData(libraryLogQuery('7').queryKey, { pages: [{ items, next_cursor }], pageParams: [''] });
    },
    me,
  ).words;
};

describe('the log of a library', () => {
  it('shows owners who changed what, without addresses', () => {
    const words = wordsFor('owner', [entry], 'Mg');
    expect(words).toContain('What was changed');
    expect(words).toContain('Irina Added the member Petra role: viewer');
    expect(words).not.toContain('Where');
    expect(words).not.toContain('This server');
    expect(words).toMatch(/more/i);
  });

  it('is not offered to other members', () => {
    expect(wordsFor('operator')).not.toContain('What was changed');
  });

  it('explains an empty log', () => {
    expect(wordsFor('owner', [])).toContain('No entry yet');
  });
});
