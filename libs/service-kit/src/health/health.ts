/** A dependency of a service. `detail` describes the problem and its remedy, also of one with which the service still answers. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<{ readonly ok: boolean; readonly detail?: string }>;
}

export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly service: string;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

const CHECK_LIMIT_MS = 2_000;

const checkWithLimit = async (one: HealthCheck): Promise<{ ok: boolean; detail?: string }> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ ok: boolean; detail: string }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, detail: `did not answer within ${String(CHECK_LIMIT_MS)} ms` });
    }, CHECK_LIMIT_MS);
  });
  try {
    return await Promise.race([one.check(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
};

export class Health {
  readonly #checks: HealthCheck[] = [];
  constructor(readonly service: string) {}

  add(check: HealthCheck): void {
    this.#checks.push(check);
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(this.#checks.map(async (one) => [one.name, await checkWithLimit(one)] as const));
    return {
      status: results.every(([, result]) => result.ok) ? 'ok' : 'unavailable',
      service: this.service,
      checks: Object.fromEntries(results),
    };
  }
}
