import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { Icon } from '../components/Icon/Icon.js';
import { toDoCountsQuery } from '../list/items-api.js';
import type { ItemCounts } from '../list/items-search.js';
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

/** A larger number does not fit into the badge. */
const MAX_SHOWN = 999;

/** The counts of items that need a person, by the view that lists them. */
const COUNTS = {
  '/': { state: 'attention', tone: 'bad', words: text.nav.needAttention },
  '/documents': { state: 'unsure', tone: 'ask', words: text.nav.toReview },
} as const;

interface CountProps {
  readonly to: (typeof PLACES)[number]['to'];
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
}

/** Says how many items of a view need a person. It is no part of the link, whose name stays the same. */
export function NavigationCount({ to, counts }: CountProps): ReactElement | null {
  if (to !== '/' && to !== '/documents') return null;
  const { state, tone, words } = COUNTS[to];
  const count = counts?.[state] ?? 0;
  if (count === 0) return null;
  return (
    <span className={`nav-count ${tone}`} title={words(count)}>
      <span aria-hidden="true">{count > MAX_SHOWN ? text.nav.more(MAX_SHOWN) : count.toLocaleString('en')}</span>
      <span className="unseen">{words(count)}</span>
    </span>
  );
}

/** Links to the main views. A column in the rail, and a bar at the bottom of a phone. */
export function Navigation(): ReactElement {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { data: counts } = useQuery({ ...toDoCountsQuery, refetchInterval: usePolling() });
  return (
    <nav aria-label={text.nav.label} className="navigation">
      <ul>
        {PLACES.map(({ to, name, icon, below }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to || below.some((start) => path.startsWith(start)) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
            <NavigationCount to={to} counts={counts} />
          </li>
        ))}
      </ul>
    </nav>
  );
}
