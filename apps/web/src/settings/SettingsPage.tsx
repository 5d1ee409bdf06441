import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Link } from '../shell/Link.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';

const words = text.settings;

const SECTIONS = [
  { to: '/settings/channels', name: text.channels.title },
  { to: '/settings/webhooks', name: text.webhooks.title },
  { to: '/settings/notices', name: text.notices.title },
  { to: '/settings/outputs', name: text.outputs.title },
  { to: '/settings/credentials', name: text.credentials.title },
  { to: '/settings/engines', name: text.engines.title },
  { to: '/settings/defaults', name: text.templates.defaults.title },
  { to: '/settings/vocabulary', name: words.vocabulary.title },
  { to: '/settings/members', name: text.libraries.members.title },
  { to: '/settings/users', name: words.users.title },
  { to: '/settings/audit', name: text.administrationLog.title },
  { to: '/settings/you', name: words.you },
  { to: '/settings/appearance', name: words.appearance },
] as const;

const FOR_ADMINISTRATORS: readonly string[] = ['/settings/users', '/settings/audit'];

export function SettingsPage(): ReactElement {
  usePageTitle(words.title);
  const isAdmin = useIsAdmin();
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <div className="settings">
        <nav className="settings-sections" aria-label={words.title}>
          {SECTIONS.filter(({ to }) => isAdmin || !FOR_ADMINISTRATORS.includes(to)).map(({ to, name }) => (
            <Link key={to} to={to}>
              {name}
            </Link>
          ))}
        </nav>
        <div>
          <Outlet />
        </div>
      </div>
    </>
  );
}
