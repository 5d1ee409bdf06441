import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Sections, type SectionGroup } from '../shell/Sections.js';
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

export function SettingsPage(): ReactElement {
  usePageTitle(words.title);
  const isAdmin = useIsAdmin();
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <div className="settings">
        <Sections label={words.title} groups={listGroups(isAdmin)} />
        <div>
          <Outlet />
        </div>
      </div>
    </>
  );
}
