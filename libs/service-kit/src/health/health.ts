/** One thing a service needs. `detail` says in words what is wrong and what to do. */
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

const limited = async (one: HealthCheck): Promise<{ ok: boolean; detail?: string }> => {
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

/** The checks of one service, asked side by side. */
export class Health {
  readonly #checks: HealthCheck[] = [];
  constructor(readonly service: string) {}

  add(check: HealthCheck): void {
    this.#checks.push(check);
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(this.#checks.map(async (one) => [one.name, await limited(one)] as const));
    return {
      status: results.every(([, result]) => result.ok) ? 'ok' : 'unavailable',
      service: this.service,
      checks: Object.fromEntries(results),
    };
  }
}
