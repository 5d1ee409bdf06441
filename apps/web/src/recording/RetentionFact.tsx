import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { At } from '../controls/Times.js';
import { useSaid } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { calendarDay, exact } from '../texts/times.js';

const words = text.retention;
const MINUTE_MS = 60_000;

type Retention = NonNullable<Item['retention']>;

/** Returns `Deleted on March 3, expires on April 2`. A deletion that is due happens within minutes. */
export function describeRetention({ soft_delete_at: soft, hard_delete_at: hard }: Retention, now: number): string {
  const deletedOn = calendarDay(Date.parse(soft), now);
  if (Date.parse(soft) <= now) return words.due(deletedOn);
  return hard === null ? words.plannedWithoutEnd(deletedOn) : words.planned(deletedOn, calendarDay(Date.parse(hard), now));
}

function Planned({ retention }: { readonly retention: Retention }): ReactElement {
  const description = useSaid(MINUTE_MS, (now) => describeRetention(retention, now));
  return (
    <Fact name={words.title}>
      <span title={exact(Date.parse(retention.soft_delete_at))}>{description}</span>{' '}
      <span className="quiet">{words.sources[retention.source]}</span>
    </Fact>
  );
}

/** The day on which retention deletes the item or, for a deleted item, until when it can be restored. */
export function RetentionFact({ item }: { readonly item: Item }): ReactElement | null {
  const { deleted_at, expires_at, retention } = item;
  if (deleted_at === null) return retention === null ? null : <Planned retention={retention} />;
  return expires_at === null ? null : (
    <Fact name={text.recording.facts.expires}>
      <At at={expires_at} />
    </Fact>
  );
}
