import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';

const SECTIONS = [
  { to: '/automations/templates', name: text.templates.title },
  { to: '/automations/sources', name: text.sources.title },
  { to: '/automations/jobs', name: text.jobs.title },
] as const;

export function AutomationsPage(): ReactElement {
  return (
    <>
      <div className="page-head">
        <h1>{text.nav.automations}</h1>
      </div>
      <div className="settings">
        <nav className="settings-sections" aria-label={text.nav.automations}>
          {SECTIONS.map(({ to, name }) => (
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
