/** The newest things that a person has seen in the view of the activity. */
export interface Visit {
  /** The id of the newest event. */
  readonly event: string | undefined;
  /** The keys of the notices. */
  readonly notices: readonly string[];
}

/** Visits belong to one person in one library. */
export interface Visitor {
  readonly user: string;
  readonly library: string;
}

type VisitStorage = Pick<Storage, 'getItem' | 'setItem'>;

const keyOf = ({ user, library }: Visitor): string => `tl.activity ${user} ${library}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const EVENT = /^\d{1,18}\.\d{1,4}$/;

function parseVisit(stored: string | null): Visit | undefined {
  const visit: unknown = stored === null ? undefined : JSON.parse(stored);
  if (!isRecord(visit)) return undefined;
  const { event, notices } = visit;
  return {
    event: typeof event === 'string' && EVENT.test(event) ? event : undefined,
    notices: Array.isArray(notices) ? notices.filter((key): key is string => typeof key === 'string') : [],
  };
}

/** Returns true if the log has the first event after the second one. */
export function isLater(event: string, than: string): boolean {
  const [[position = '0', index = '0'], [otherPosition = '0', otherIndex = '0']] = [event.split('.'), than.split('.')];
  const [place, other] = [BigInt(position), BigInt(otherPosition)];
  return place === other ? Number(index) > Number(otherIndex) : place > other;
}

/** Keeps in this browser what each person has seen. */
export class LastVisits {
  private readonly listeners = new Set<() => void>();
  /** Read last, so that an unchanged visit stays the same object. */
  private known: { readonly stored: string | null; readonly visit: Visit | undefined } = { stored: null, visit: undefined };

  /** Undefined if the browser offers no storage. Nothing is new then. */
  constructor(private readonly store: VisitStorage | undefined) {}

  /** Returns undefined before the first visit. */
  read(visitor: Visitor): Visit | undefined {
    try {
      const stored = this.store?.getItem(keyOf(visitor)) ?? null;
      if (stored !== this.known.stored) this.known = { stored, visit: parseVisit(stored) };
      return this.known.visit;
    } catch {
      // The storage is blocked, or its content is damaged.
      return undefined;
    }
  }

  write(visitor: Visitor, visit: Visit): void {
    try {
      this.store?.setItem(keyOf(visitor), JSON.stringify(visit));
    } catch {
      // The storage is full or blocked.
      return;
    }
    for (const listener of this.listeners) listener();
  }

  /** Calls the listener after each change, also of another tab. Returns a function that ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      this.listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };
}

function storeOfBrowser(): VisitStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

let ofBrowser: LastVisits | undefined;
export const getLastVisits = (): LastVisits => (ofBrowser ??= new LastVisits(storeOfBrowser()));
