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

/** Uses the partial index of open steps, so finished steps cost nothing. */
const OPEN_STEPS = `
select service, lane, status, waiting_for, count(*)::float8 as steps
from ${schema}.processing_step
where status in ('scheduled', 'running')
group by service, lane, status, waiting_for`;

const QUARANTINED = `select reason_kind, count(*)::float8 as assets from ${schema}.quarantine group by reason_kind`;

class LabelledSums {
  readonly #sums = new Map<string, { readonly labels: Readonly<Record<string, string>>; value: number }>();

  add(labels: Readonly<Record<string, string>>, value: number): void {
    const key = JSON.stringify(labels);
    const existing = this.#sums.get(key);
    this.#sums.set(key, { labels, value: value + (existing?.value ?? 0) });
  }

  under<Name extends string>(gauge: Name): { gauge: Name; labels: Readonly<Record<string, string>>; value: number }[] {
    return [...this.#sums.values()].map((sum) => ({ gauge, ...sum }));
  }
}

/**
 * Registers gauges that are read from the rows at each scrape. They cover the whole installation, so every projector reports
 * the same values.
 */
export function registerTableMetrics(metrics: Metrics, pool: Pick<Pool, 'query'>): void {
  const lanes = new LabelValues(100);
  const reasons = new LabelValues();
  metrics.state({
    source: 'steps',
    gauges: {
      throughline_steps_open: {
        help: 'Scheduled and running steps in the rows of the projection, for the whole installation: use max() over projectors',
        labels: ['service', 'lane', 'status'],
      },
      throughline_steps_waiting: {
        help: 'Waiting steps by reason, for the whole installation: use max() over projectors',
        labels: ['reason'],
      },
    },
    read: async () => {
      const { rows } = await pool.query<OpenSteps>(OPEN_STEPS);
      const [open, waiting] = [new LabelledSums(), new LabelledSums()];
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
        help: 'Quarantined items by reason, for the whole installation: use max() over projectors',
        labels: ['reason'],
      },
    },
    read: async () => {
      const { rows } = await pool.query<{ reason_kind: string; assets: number }>(QUARANTINED);
      const parked = new LabelledSums();
      for (const { reason_kind: reason, assets } of rows) parked.add({ reason: reasons.of(reason) }, assets);
      return parked.under('throughline_quarantined_assets');
    },
  });
}
