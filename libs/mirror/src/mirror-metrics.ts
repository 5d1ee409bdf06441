import { mirrorBehindSince, mirrorStateOf, type MirrorState } from '@throughline/domain';
import { LabelValues, type Metrics } from '@throughline/service-kit';
import type { PageRecords } from './records/page-records.js';

const PAGES = 'throughline_mirror_pages';
const SUCCESS = 'throughline_mirror_last_success_timestamp_seconds';
const OLDEST = 'throughline_mirror_oldest_unwritten_age_seconds';
const STATES: readonly MirrorState[] = ['current', 'behind', 'failing', 'superseded', 'off'];

/** Metrics of the pages, reported only by the elected process. */
export class MirrorMetrics {
  readonly #codes = new LabelValues(50);
  readonly #failures;
  readonly #writes;
  #records: Pick<PageRecords, 'all'> | undefined;

  constructor(
    metrics: Metrics,
    private readonly now: () => number = Date.now,
  ) {
    this.#failures = metrics.counter({
      name: 'throughline_mirror_failures_total',
      help: 'Failed attempts of this process to update a Notion page, by code; each is retried later',
      labels: ['code'],
    });
    this.#writes = metrics.counter({
      name: 'throughline_mirror_writes_total',
      help: 'Confirmed writes to Notion pages by this process',
    });
    metrics.state({
      source: 'mirror',
      gauges: {
        [PAGES]: {
          help: 'Items by the state of their Notion page; reported by the process that writes the pages',
          labels: ['state'],
        },
        [SUCCESS]: { help: 'Unix time when a page was last known to be correct; absent if there was none' },
        [OLDEST]: { help: 'Seconds since the longest waiting page was known to be correct; 0 if no page waits' },
      },
      read: () => this.#read(),
    });
  }

  readonly written = (): void => {
    this.#writes.inc();
  };
  readonly failed = (code: string): void => {
    this.#failures.inc({ code: this.#codes.of(code) });
  };
  readonly follow = (records: Pick<PageRecords, 'all'>): void => {
    this.#records = records;
  };
  readonly unfollow = (): void => {
    this.#records = undefined;
  };

  #read(): readonly { gauge: typeof PAGES | typeof SUCCESS | typeof OLDEST; labels?: Record<string, string>; value: number }[] {
    if (this.#records === undefined) return [];
    const counted = new Map<MirrorState, number>(STATES.map((state) => [state, 0]));
    let lastSuccess = 0;
    let oldest = this.now();
    for (const record of this.#records.all()) {
      if (record.erased === true) continue;
      const state = mirrorStateOf(record);
      counted.set(state, (counted.get(state) ?? 0) + 1);
      if (record.sent !== undefined) lastSuccess = Math.max(lastSuccess, Date.parse(record.sent.at));
      const since = state === 'behind' || state === 'failing' ? mirrorBehindSince(record) : undefined;
      if (since !== undefined) oldest = Math.min(oldest, Date.parse(since));
    }
    return [
      ...[...counted].map(([state, value]) => ({ gauge: PAGES, labels: { state }, value }) as const),
      ...(lastSuccess === 0 ? [] : [{ gauge: SUCCESS, value: lastSuccess / 1_000 } as const]),
      { gauge: OLDEST, value: Math.max(0, this.now() - oldest) / 1_000 },
    ];
  }
}
