import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { VERSION } from '../service/version.js';
import { StateGauges, type StateSource } from './state-gauges.js';

export interface MetricsOptions {
  /** Of one source at one scrape. Milliseconds. */
  readonly limitMs?: number;
  /** A source that answered before does not any more. Not told again until it has answered. */
  readonly onProblem?: (error: unknown) => void;
  /** Also what Node and the system tell of this process. */
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

/** Well below the ten seconds that Prometheus waits for a scrape. */
const LIMIT_MS = 2_000;

const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** What a service tells Prometheus of itself. Nothing is kept over a restart: a counter that begins anew is what Prometheus expects. */
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
      help: 'State that could not be read at a scrape, and is therefore left out of it',
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

  /** In the text format of Prometheus. Whoever asks meanwhile shares the scrape that is under way. */
  scrape(): Promise<string> {
    this.#scraping ??= this.#scrape().finally(() => {
      this.#scraping = undefined;
    });
    return this.#scraping;
  }

  #tellOfProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
    // Gauges under the names of counters, which Prometheus' own lint refuses; the same stands by type under honest names.
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
