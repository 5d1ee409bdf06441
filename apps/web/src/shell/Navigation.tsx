import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { Link } from '../components/Link.js';

const PLACES = [
  { to: '/', name: text.nav.items, icon: 'items', below: [] },
  { to: '/recordings', name: text.nav.recordings, icon: 'recordings', below: ['/recordings'] },
  { to: '/documents', name: text.nav.documents, icon: 'documents', below: ['/documents', '/review'] },
  { to: '/sessions', name: text.nav.sessions, icon: 'sessions', below: ['/sessions'] },
  { to: '/automations/templates', name: text.nav.automations, icon: 'automations', below: ['/automations'] },
  { to: '/settings', name: text.nav.settings, icon: 'settings', below: ['/settings'] },
] as const;

/** Links to the main views. A column in the rail, and a bar at the bottom of a phone. */
export function Navigation(): ReactElement {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav aria-label={text.nav.label} className="navigation">
      <ul>
        {PLACES.map(({ to, name, icon, below }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to || below.some((start) => path.startsWith(start)) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
