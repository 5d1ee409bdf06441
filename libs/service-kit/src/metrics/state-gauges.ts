import { Gauge, type Registry } from 'prom-client';

export interface GaugeSpec {
  readonly help: string;
  readonly labels?: readonly string[];
}

export interface Sample<Name extends string = string> {
  readonly gauge: Name;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A state that another component counts. It is read at each scrape, and omitted if it cannot be read. */
export interface StateSource<Name extends string = string> {
  readonly source: string;
  readonly gauges: Readonly<Record<Name, GaugeSpec>>;
  readonly read: () => Promise<readonly Sample<Name>[]> | readonly Sample<Name>[];
}

export class StateNotReadError extends Error {
  readonly kind = 'state-not-read';
  constructor(source: string, why: string) {
    super(`The state of '${source}' ${why}; it is left out of the metrics until it can be read`);
    this.name = 'StateNotReadError';
  }
}

/** The gauges of one source. A state that cannot be read has no samples, instead of old values. */
export class StateGauges {
  readonly #gauges: ReadonlyMap<string, Gauge>;
  #reading: Promise<readonly Sample[]> | undefined;

  constructor(
    private readonly source: StateSource,
    registry: Registry,
  ) {
    this.#gauges = new Map(
      Object.entries(source.gauges).map(([name, { help, labels = [] }]) => [
        name,
        new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
      ]),
    );
    this.#clear();
  }

  get name(): string {
    return this.source.source;
  }

  async refresh(limitMs: number): Promise<void> {
    this.#clear();
    const samples = await this.#limited(limitMs);
    try {
      for (const { gauge, labels = {}, value } of samples) this.#gaugeOf(gauge).set(labels, value);
    } catch (error) {
      // A partial state would look like a complete one.
      this.#clear();
      throw error;
    }
  }

  /** Reads with a time limit. A read that hangs is never started a second time while it runs. */
  async #limited(limitMs: number): Promise<readonly Sample[]> {
    if (this.#reading !== undefined) throw new StateNotReadError(this.name, 'is still being read for an earlier scrape');
    const reading = Promise.resolve()
      .then(() => this.source.read())
      .finally(() => {
        this.#reading = undefined;
      });
    this.#reading = reading;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new StateNotReadError(this.name, `was not read within ${String(limitMs)} ms`));
      }, limitMs);
    });
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #gaugeOf(name: string): Gauge {
    const gauge = this.#gauges.get(name);
    if (gauge === undefined) throw new TypeError(`'${this.name}' has no gauge ${name}`);
    return gauge;
  }

  #clear(): void {
    for (const gauge of this.#gauges.values()) {
      gauge.reset();
      // After a reset a gauge without labels would report 0.
      gauge.remove({});
    }
  }
}
