import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Sections, type SectionGroup } from '../shell/Sections.js';
import { Icon } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import { useHasOneColumn } from '../components/use-is-phone.js';
import { usePageTitle } from '../components/use-page-title.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';

const words = text.settings;

const GROUPS: readonly SectionGroup[] = [
  {
    title: words.groups.delivery,
    sections: [
      { to: '/settings/channels', name: text.channels.title, icon: 'globe' },
      { to: '/settings/outputs', name: text.outputs.title, icon: 'send' },
      { to: '/settings/credentials', name: settingsText.credentials.title, icon: 'key' },
      { to: '/settings/webhooks', name: settingsText.webhooks.title, icon: 'bolt' },
      { to: '/settings/podcasts', name: settingsText.podcasts.title, icon: 'volume' },
      { to: '/settings/embeds', name: settingsText.embeds.title, icon: 'play' },
      { to: '/settings/notices', name: text.notices.title, icon: 'bell' },
    ],
  },
  {
    title: words.groups.processing,
    sections: [
      { to: '/settings/engines', name: settingsText.engines.title, icon: 'sessions' },
      { to: '/settings/defaults', name: text.templates.defaults.title, icon: 'settings' },
      { to: '/settings/vocabulary', name: words.vocabulary.title, icon: 'text' },
    ],
  },
  {
    title: words.groups.people,
    sections: [
      { to: '/settings/members', name: text.libraries.members.title, icon: 'users' },
      { to: '/settings/users', name: words.users.title, icon: 'shield' },
      { to: '/settings/audit', name: settingsText.administrationLog.title, icon: 'history' },
    ],
  },
  {
    title: words.groups.you,
    sections: [
      { to: '/settings/you', name: words.you, icon: 'user' },
      { to: '/settings/appearance', name: words.appearance, icon: 'sun' },
    ],
  },
];

const FOR_ADMINISTRATORS: readonly string[] = ['/settings/users', '/settings/audit'];

/** Leaves out the sections that only administrators may open. */
const listGroups = (isAdmin: boolean): readonly SectionGroup[] =>
  GROUPS.map((group) => ({ ...group, sections: group.sections.filter(({ to }) => isAdmin || !FOR_ADMINISTRATORS.includes(to)) }));

/** A narrow window shows either the list of the sections or one of them: `children`. */
export function SettingsFrame({ children }: { readonly children: ReactNode }): ReactElement {
  const isAdmin = useIsAdmin();
  const hasOneColumn = useHasOneColumn();
  const isList = useLocation({ select: ({ pathname }) => /^\/settings\/?$/.test(pathname) });
  return (
    <>
      <div className="page-head">
        {!isList && (
          <Link to="/settings" className="settings-back" aria-label={settingsText.allSections} title={settingsText.allSections}>
            <Icon name="down" />
          </Link>
        )}
        <h1>{words.title}</h1>
      </div>
      <div className={isList ? 'settings settings-list' : 'settings settings-section'}>
        <Sections label={words.title} groups={listGroups(isAdmin)} />
        <div>{isList && !hasOneColumn ? <Navigate to="/settings/channels" replace /> : children}</div>
      </div>
    </>
  );
}

export function SettingsPage(): ReactElement {
  usePageTitle(words.title);
  return (
    <SettingsFrame>
      <Outlet />
    </SettingsFrame>
  );
}
