import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { noticesQuery } from '../activity/activity-api.js';
import { useUnseenNotices } from '../activity/use-visit.js';
import { usePolling } from '../api/live-state.js';
import { Icon } from '../components/Icon/Icon.js';
import { toDoCountsQuery } from '../list/items-api.js';
import type { ItemCounts } from '../list/items-search.js';
import { formatNumber } from '../texts/numbers.js';
import { text } from '../texts/text.js';
import { Link } from '../components/Link.js';

/** The main views. */
export const PLACES = [
  { to: '/', name: text.nav.items, icon: 'items', below: [] },
  { to: '/recordings', name: text.nav.recordings, icon: 'recordings', below: ['/recordings'] },
  { to: '/documents', name: text.nav.documents, icon: 'documents', below: ['/documents', '/review', '/duplicates'] },
  { to: '/sessions', name: text.nav.sessions, icon: 'sessions', below: ['/sessions'] },
  { to: '/activity', name: text.nav.activity, icon: 'history', below: ['/activity'] },
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
  if (to === '/activity') return <UnseenNotices />;
  if (to !== '/' && to !== '/documents') return null;
  const { state, tone, words } = COUNTS[to];
  return <CountMark count={counts?.[state] ?? 0} tone={tone} words={words} />;
}

interface CountMarkProps {
  readonly count: number;
  readonly tone: string;
  readonly words: (count: number) => string;
}

function CountMark({ count, tone, words }: CountMarkProps): ReactElement | null {
  if (count === 0) return null;
  return (
    <span className={`nav-count ${tone}`} title={words(count)}>
      <span aria-hidden="true">{count > MAX_SHOWN ? text.nav.more(MAX_SHOWN) : formatNumber(count)}</span>
      <span className="unseen">{words(count)}</span>
    </span>
  );
}

/** Says how many notices the person has not seen. */
function UnseenNotices(): ReactElement {
  const count = useUnseenNotices(useQuery(noticesQuery).data);
  return <CountMark count={count} tone="ask" words={text.activity.unseen} />;
}

/** Returns how many items need a person; undefined until it is known. */
export const useToDoCounts = (): ItemCounts | undefined => useQuery({ ...toDoCountsQuery, refetchInterval: usePolling() }).data;

type MainView = (typeof PLACES)[number];

export const isCurrent = ({ to, below }: MainView, path: string): boolean =>
  path === to || below.some((start) => path.startsWith(start));

interface PlaceProps {
  readonly place: MainView;
  readonly path: string;
  readonly onFollow?: () => void;
}

export const PlaceLink = ({ place, path, onFollow }: PlaceProps): ReactElement => (
  <Link to={place.to} aria-current={isCurrent(place, path) ? 'page' : undefined} onClick={onFollow}>
    <Icon name={place.icon} />
    <span>{place.name}</span>
  </Link>
);

/** Links to the main views, in the rail. A phone has a bar instead. */
export function Navigation(): ReactElement {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const counts = useToDoCounts();
  return (
    <nav aria-label={text.nav.label} className="navigation">
      <ul>
        {PLACES.map((place) => (
          <li key={place.to}>
            <PlaceLink {...{ place, path }} />
            <NavigationCount to={place.to} counts={counts} />
          </li>
        ))}
      </ul>
    </nav>
  );
}
