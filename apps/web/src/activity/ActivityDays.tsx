import type { Milestone } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { ItemLink } from '../components/ItemLink.js';
import { CalendarDay, SecondOfDay } from '../controls/Times.js';
import { EventSentence } from '../recording/past/EventSentence.js';
import { text } from '../texts/text.js';
import { groupMilestones, type ItemOfDay } from './group-milestones.js';
import type { Visit } from './last-visit.js';
import { NewMark } from './NewMark.js';
import { isNew } from './use-visit.js';

const words = text.activity;

/** An item that changed more often on a day shows its newest events, and unfolds the others. */
const SHOWN = 4;

const ICONS = { recording: 'recordings', document: 'documents', session: 'sessions' } as const;

const Events = ({ events }: { readonly events: readonly Milestone[] }): ReactElement => (
  <ol>
    {events.map((event) => (
      <li key={event.id} className={event.type === 'StepFailed' ? 'activity-event failed' : 'activity-event'}>
        <span className="event-at">
          <SecondOfDay at={event.recorded_at} />
        </span>
        <EventSentence event={event} />
      </li>
    ))}
  </ol>
);

function ActiveItem({ item, events, before }: ItemOfDay & { readonly before: Visit | undefined }): ReactElement {
  const { title, kind, deleted } = item;
  const [shown, rest] = [events.slice(0, SHOWN), events.slice(SHOWN)];
  return (
    <li className="active-item">
      <div className="active-item-head">
        <Icon name={ICONS[kind]} />
        <ItemLink item={item} className="active-item-title">
          {title ?? text.search.untitled}
        </ItemLink>
        <span className="quiet">
          {text.search.kinds[kind]}
          {deleted && `, ${words.deleted}`}
        </span>
        {events.some((event) => isNew(event, before)) && <NewMark />}
      </div>
      <Events events={shown} />
      {rest.length > 0 && (
        <details>
          <summary>{words.earlier(rest.length)}</summary>
          <Events events={rest} />
        </details>
      )}
    </li>
  );
}

interface Props {
  readonly events: readonly Milestone[];
  readonly before: Visit | undefined;
}

/** Lists events below headings of days and titles of items. */
export const ActivityDays = ({ events, before }: Props): ReactElement => (
  <>
    {groupMilestones(events).map(({ at, items }) => (
      <div key={new Date(at).toDateString()}>
        <h3 className="timeline-day">
          <CalendarDay at={at} />
        </h3>
        <ul className="active-items">
          {items.map((group) => (
            <ActiveItem key={group.item.id} {...group} before={before} />
          ))}
        </ul>
      </div>
    ))}
  </>
);
