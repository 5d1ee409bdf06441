import type { Inbox } from '@throughline/messaging';
import { keyOfSender } from './inbox-reader.js';
import type { HourCounts, SenderCounts, SenderReport } from './sender-counts.js';

export const SENDER_CONCERNS = ['too-fast', 'refused'] as const;
export type SenderConcern = (typeof SENDER_CONCERNS)[number];

export interface SenderState extends SenderReport {
  /** Events that wait on the bus; undefined if the broker does not answer. */
  readonly waiting: number | undefined;
  readonly concern: SenderConcern | undefined;
}

/** Some delays and refusals are usual: a burst, a report that comes too late. */
const MANY = 20;
/** Half of what the broker takes from one sender. */
const MANY_WAITING = 500;
/** An operator looks at the list while the broker is in trouble, too. */
const BROKER_MS = 2_000;

function concernOf({ events, refused, delayed }: HourCounts, waiting: number | undefined): SenderConcern | undefined {
  if (delayed >= MANY || (waiting ?? 0) >= MANY_WAITING) return 'too-fast';
  return refused >= MANY && refused * 2 >= events ? 'refused' : undefined;
}

const NOTHING = {
  accepted: 0,
  repeated: 0,
  refused: 0,
  refusals: [],
  lastEventAt: undefined,
  lastHour: { events: 0, refused: 0, delayed: 0 },
};

export interface SendersPorts {
  readonly inbox: Pick<Inbox, 'senders'>;
  readonly counts: Pick<SenderCounts, 'report'>;
  readonly since: string;
  readonly onProblem: (error: unknown) => void;
}

/** The systems that send events: what became of their events, and what still waits. */
export class Senders {
  constructor(private readonly ports: SendersPorts) {}

  async list(): Promise<{ readonly since: string; readonly senders: readonly SenderState[] }> {
    const waiting = await this.#waiting();
    const counted = this.ports.counts.report();
    const silent = [...(waiting?.keys() ?? [])].filter((key) => counted.every(({ sender }) => sender !== key));
    const reports = [...counted, ...silent.sort().map((sender) => ({ sender, ...NOTHING }))];
    return {
      since: this.ports.since,
      senders: reports.map((report) => {
        const count = waiting === undefined ? undefined : (waiting.get(report.sender) ?? 0);
        return { ...report, waiting: count, concern: concernOf(report.lastHour, count) };
      }),
    };
  }

  /** Returns the waiting events by sender, or undefined if the broker does not answer in time. */
  async #waiting(): Promise<ReadonlyMap<string, number> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve(undefined);
      }, BROKER_MS);
    });
    const found = this.ports.inbox.senders().then(
      (senders) => new Map(senders.map((sender) => [keyOfSender(sender), sender.waiting])),
      (error: unknown) => {
        this.ports.onProblem(error);
        return undefined;
      },
    );
    try {
      return await Promise.race([found, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
