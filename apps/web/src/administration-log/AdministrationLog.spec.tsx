import { readFileSync } from 'node:fs';
import type { AdministrationLogEntry } from '@throughline/api-client';
import { drawView, operator, type DrawnView } from '../testing/draw-view.js';
import { settingsText } from '../texts/settings-text.js';
import { AdministrationLog } from './AdministrationLog.js';
import { administrationLogQuery, downloadAddress } from './administration-log-api.js';

const entry: AdministrationLogEntry = {
  id: '12',
  at: '2026-02-05T10:00:00.000Z',
  kind: 'user.role_changed',
  sentence: 'Changed the role of Petra',
  actor: { type: 'user', id: '1', name: 'Irina' },
  address: '192.0.2.14',
  credential: { kind: 'token', id: '3', name: 'laptop' },
  subject: { type: 'user', id: '2', name: 'Petra' },
  library_id: null,
  changes: [
    { field: 'role', from: 'viewer', to: 'operator', hidden: false },
    { field: 'settings.folder', from: null, to: null, hidden: true },
  ],
};
const admin = { ...operator, scopes: ['read', 'write', 'admin'] as const };
const draw = (items: readonly AdministrationLogEntry[], next_cursor: string | null = null): DrawnView =>
  drawView(
    <AdministrationLog />,
    (client) => {
      client.setQueryData(administrationLogQuery({ kind: '', actor: '' }).queryKey, {
        pages: [{ items, next_cursor }],
        pageParams: [''],
      });
    },
    admin,
  );

describe('the administration log', () => {
  it('says who changed what, from what to what, and from where', () => {
    const { html, words } = draw([entry]);
    expect(words).toContain('Irina Changed the role of Petra role: viewer → operator, settings folder changed 192.0.2.14 laptop');
    expect(html).toContain('href="/api/v1/admin/log/download"');
    expect(words).not.toContain('Load more');
  });

  it('shows fields of something new without a value before', () => {
    const { words } = draw([{ ...entry, changes: [{ field: 'role', from: null, to: 'viewer', hidden: false }] }]);
    expect(words).toContain('role: viewer ');
    expect(words).not.toContain('none');
  });

  it('says which field lost its value', () => {
    const { words } = draw([{ ...entry, changes: [{ field: 'days', from: '3', to: null, hidden: false }] }]);
    expect(words).toContain('days: 3 → none');
  });

  it('names deleted users and the server, and offers older entries', () => {
    const deleted = { ...entry, actor: { ...entry.actor, name: null }, address: null, credential: null };
    const system = { ...deleted, id: '13', actor: { type: 'system' as const, id: null, name: null } };
    const { words, html } = draw([system, deleted], 'Mg');
    expect(words).toContain('Throughline Changed the role');
    expect(words).toContain('A deleted user Changed the role');
    expect(words).toContain('This server');
    expect(html).toMatch(/<button[^>]*>[^<]*[Mm]ore/);
  });

  it('explains an empty log', () => {
    expect(draw([]).words).toContain('No entry yet');
  });

  it('has a filter for each category of the API', () => {
    const document = readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8');
    const categories = /of one of the categories (.*?)\./.exec(document)?.[1]?.replaceAll('`', '').split(', ') ?? [];
    expect(Object.keys(settingsText.administrationLog.kinds).sort()).toEqual(categories.sort());
    expect(categories).toContain('podcast_feed');
  });

  it('downloads what is shown', () => {
    expect(downloadAddress({ kind: 'token', actor: 'Irina S.' })).toBe('/api/v1/admin/log/download?kind=token&actor=Irina+S.');
  });
});
