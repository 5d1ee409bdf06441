import { LabelValues, type Metrics } from '@throughline/service-kit';
import type { Pool } from 'pg';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

interface OpenSteps {
  readonly service: string | null;
  readonly lane: string | null;
  readonly status: string;
  readonly waiting_for: string | null;
  readonly steps: number;
}

const schema = identifier(PROJECTION_SCHEMA);

/** By the index of open steps: what is over costs nothing. */
const OPEN_STEPS = `
select service, lane, status, waiting_for, count(*)::float8 as steps
from ${schema}.processing_step
where status in ('scheduled', 'running')
group by service, lane, status, waiting_for`;

const QUARANTINED = `select reason_kind, count(*)::float8 as assets from ${schema}.quarantine group by reason_kind`;

/** Several groups may share the values that are told. */
class Sums {
  readonly #sums = new Map<string, { readonly labels: Readonly<Record<string, string>>; value: number }>();

  add(labels: Readonly<Record<string, string>>, value: number): void {
    const key = JSON.stringify(labels);
    const known = this.#sums.get(key);
    this.#sums.set(key, { labels, value: value + (known?.value ?? 0) });
  }

  under<Name extends string>(gauge: Name): { gauge: Name; labels: Readonly<Record<string, string>>; value: number }[] {
    return [...this.#sums.values()].map((sum) => ({ gauge, ...sum }));
  }
}

/** What the rows say of the whole installation, asked for at each scrape. Every projector tells the same. */
export function tellOfTables(metrics: Metrics, pool: Pick<Pool, 'query'>): void {
  const lanes = new LabelValues(100);
  const reasons = new LabelValues();
  metrics.state({
    source: 'steps',
    gauges: {
      throughline_steps_open: {
        help: 'Steps that are scheduled or running, by the rows of the projection; of the whole installation: take max() over projectors',
        labels: ['service', 'lane', 'status'],
      },
      throughline_steps_waiting: {
        help: 'Scheduled steps that wait for something, and for what; of the whole installation: take max() over projectors',
        labels: ['reason'],
      },
    },
    read: async () => {
      const { rows } = await pool.query<OpenSteps>(OPEN_STEPS);
      const [open, waiting] = [new Sums(), new Sums()];
      for (const { service, lane, status, waiting_for: reason, steps } of rows) {
        open.add({ service: service ?? '', lane: lanes.of(lane ?? 'none'), status }, steps);
        if (reason !== null) waiting.add({ reason: reasons.of(reason) }, steps);
      }
      return [...open.under('throughline_steps_open'), ...waiting.under('throughline_steps_waiting')];
    },
  });
  metrics.state({
    source: 'quarantine',
    gauges: {
      throughline_quarantined_assets: {
        help: 'Assets whose history is parked, by what is wrong with it; of the whole installation: take max() over projectors',
        labels: ['reason'],
      },
    },
    read: async () => {
      const { rows } = await pool.query<{ reason_kind: string; assets: number }>(QUARANTINED);
      const parked = new Sums();
      for (const { reason_kind: reason, assets } of rows) parked.add({ reason: reasons.of(reason) }, assets);
      return parked.under('throughline_quarantined_assets');
    },
  });
}
