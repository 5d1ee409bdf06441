import { text } from '../texts/text.js';
import { monthOf } from '../texts/times.js';

const DAY_MS = 24 * 60 * 60_000;
const words = text.itemList.days;

/** Returns the number of midnights between two times, in the user's time zone. */
function daysBetween(at: Date, now: Date): number {
  const midnight = (time: Date): number => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

/** Returns the heading above the items of a day, a week or a month, in the user's time zone. */
export function nameDays(at: string, now: number): string {
  const [moment, today] = [new Date(at), new Date(now)];
  const days = daysBetween(moment, today);
  if (days <= 0) return words.today;
  if (days === 1) return words.yesterday;
  if (days < 7) return words.week;
  const isThisMonth = moment.getMonth() === today.getMonth() && moment.getFullYear() === today.getFullYear();
  return isThisMonth ? words.earlier(monthOf(moment, false)) : monthOf(moment, true);
}

/** Returns the headings by the index of the first item below them. The items are in the order of their dates. */
export function findHeadings(items: readonly { readonly created_at: string }[], now: number): ReadonlyMap<number, string> {
  const nameAt = (index: number): string => nameDays(items[index]?.created_at ?? '', now);
  const headings = new Map<number, string>();
  let first = 0;
  while (first < items.length) {
    const name = nameAt(first);
    headings.set(first, name);
    // Lists have up to 100,000 loaded items, and few headings.
    let [last, next] = [first, items.length];
    while (next - last > 1) {
      const middle = Math.floor((last + next) / 2);
      if (nameAt(middle) === name) last = middle;
      else next = middle;
    }
    first = next;
  }
  return headings;
}
