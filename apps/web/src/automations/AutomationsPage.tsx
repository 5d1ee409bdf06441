import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Sections, type SectionGroup } from '../shell/Sections.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';

const GROUPS: readonly SectionGroup[] = [
  {
    sections: [
      { to: '/automations/templates', name: text.templates.title, icon: 'automations' },
      { to: '/automations/sources', name: settingsText.sources.title, icon: 'folder' },
      { to: '/automations/jobs', name: settingsText.jobs.title, icon: 'calendar' },
    ],
  },
];

export function AutomationsPage(): ReactElement {
  return (
    <>
      <div className="page-head">
        <h1>{text.nav.automations}</h1>
      </div>
      <div className="settings">
        <Sections label={text.nav.automations} groups={GROUPS} />
        <div>
          <Outlet />
        </div>
      </div>
    </>
  );
}
