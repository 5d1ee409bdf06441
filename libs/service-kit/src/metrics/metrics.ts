import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { VERSION } from '../version.js';
import { StateGauges, type StateSource } from './state-gauges.js';

export interface MetricsOptions {
  /** Milliseconds. */
  readonly limitMs?: number;
  /** Called when a source fails, once until it answers again. */
  readonly onProblem?: (error: unknown) => void;
  readonly ofProcess?: boolean;
}

export interface MetricSpec<Label extends string> {
  readonly name: `throughline_${string}`;
  readonly help: string;
  readonly labels?: readonly Label[];
}
export interface HistogramSpec<Label extends string> extends MetricSpec<Label> {
  readonly buckets: readonly number[];
}

/** Well below Prometheus' timeout of ten seconds. */
const LIMIT_MS = 2_000;

const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** The Prometheus metrics of a service. They start from zero after a restart, as Prometheus expects. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #states: StateGauges[] = [];
  readonly #silent = new Set<string>();
  readonly #errors: Counter<'source'>;
  #scraping: Promise<string> | undefined;

  constructor(
    service: string,
    private readonly options: MetricsOptions = {},
  ) {
    const build = this.#gauge('throughline_build_info', 'What runs here; the value says nothing', ['service', 'version', 'node']);
    build.set({ service, version: VERSION, node: process.version }, 1);
    this.#errors = this.counter({
      name: 'throughline_scrape_errors_total',
      help: 'Failed reads of state at a scrape; the samples of that source are absent',
      labels: ['source'],
    });
    if (options.ofProcess === true) this.#tellOfProcess();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  counter<Label extends string>({ name, help, labels = [] }: MetricSpec<Label>): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labels], registers: [this.#registry] });
  }

  histogram<Label extends string>({ name, help, labels = [], buckets }: HistogramSpec<Label>): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [this.#registry] });
  }

  state<Name extends string>(source: StateSource<Name>): void {
    this.#states.push(new StateGauges(source, this.#registry));
    this.#errors.inc({ source: source.source }, 0);
  }

  /** Returns the metrics in Prometheus' text format. Concurrent callers share one scrape. */
  scrape(): Promise<string> {
    this.#scraping ??= this.#scrape().finally(() => {
      this.#scraping = undefined;
    });
    return this.#scraping;
  }

  #tellOfProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
    // These gauges have names of counters, which Prometheus' linter refuses. The same values exist by type under correct names.
    for (const name of MISNAMED) this.#registry.removeSingleMetric(name);
  }

  async #scrape(): Promise<string> {
    await Promise.all(this.#states.map((state) => this.#refresh(state)));
    return this.#registry.metrics();
  }

  async #refresh(state: StateGauges): Promise<void> {
    try {
      await state.refresh(this.options.limitMs ?? LIMIT_MS);
      this.#silent.delete(state.name);
    } catch (error) {
      this.#errors.inc({ source: state.name });
      if (this.#silent.has(state.name)) return;
      this.#silent.add(state.name);
      this.options.onProblem?.(error);
    }
  }

  #gauge<Label extends string>(name: string, help: string, labels: readonly Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labels], registers: [this.#registry] });
  }
}
