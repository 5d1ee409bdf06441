import { PersonalStore, type PersonalStorage } from '../drafts/personal-store.js';

/** The newest things that a person has seen in the view of the activity. */
export interface Visit {
  /** The id of the newest event. Undefined if there was none, null if the person has opened the page but not the view. */
  readonly event: string | undefined | null;
  /** The keys of the notices that were there. */
  readonly notices: readonly string[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const EVENT = /^\d{1,18}\.\d{1,4}$/;

function parseEvent(event: unknown): Visit['event'] {
  if (event === null) return null;
  return typeof event === 'string' && EVENT.test(event) ? event : undefined;
}

function parseVisit(visit: unknown): Visit | undefined {
  if (!isRecord(visit)) return undefined;
  const { event, notices } = visit;
  return {
    event: parseEvent(event),
    notices: Array.isArray(notices) ? notices.filter((key): key is string => typeof key === 'string') : [],
  };
}

/** Returns true if the log has the first event after the second one. */
export function isLater(event: string, than: string): boolean {
  const [[position = '0', index = '0'], [otherPosition = '0', otherIndex = '0']] = [event.split('.'), than.split('.')];
  const [place, other] = [BigInt(position), BigInt(otherPosition)];
  return place === other ? Number(index) > Number(otherIndex) : place > other;
}

export type LastVisits = PersonalStore<Visit | undefined>;

/** Keeps in this browser what each person has seen. Undefined before the page was opened, or without storage: nothing is new then. */
export const createLastVisits = (...storage: [] | [PersonalStorage | undefined]): LastVisits =>
  new PersonalStore<Visit | undefined>({ name: 'activity', none: undefined, parse: parseVisit }, ...storage);

let ofBrowser: LastVisits | undefined;
export const getLastVisits = (): LastVisits => (ofBrowser ??= createLastVisits());
