import { SIMULATED, type OutputConfig } from '@throughline/contracts';
import { readLedger, listSimulatedOutputs, type LedgerEntry } from '@throughline/simulation';
import { Field } from '../../kit/http/fields.js';
import { count, jsonOf, orNull, record, text } from '../../kit/http/schemas.js';
import type { SimulationSettings } from './settings.js';

export class SimulatedOutput {
  @Field(text('The name of the output.')) name!: string;
  @Field(orNull(record(jsonOf({})), 'As configured; null if the output was removed and only its ledger remains.'))
  settings!: OutputConfig['settings'] | null;
  @Field(count('The number of requests so far.')) requests!: number;
}

export class SimulatedOutputs {
  constructor(
    private readonly settings: SimulationSettings,
    private readonly configured: readonly OutputConfig[],
  ) {}

  get isOn(): boolean {
    return this.settings.on;
  }

  async list(): Promise<readonly SimulatedOutput[]> {
    const configured = new Map(
      this.configured.flatMap((one) => (one.type === SIMULATED ? [[one.name, one.settings] as const] : [])),
    );
    const names = new Set([...configured.keys(), ...(await listSimulatedOutputs(this.settings.folder))]);
    return Promise.all(
      [...names].sort().map(async (name) => ({
        name,
        settings: configured.get(name) ?? null,
        requests: (await readLedger(this.settings.folder, name))?.length ?? 0,
      })),
    );
  }

  /** Returns every request in order; undefined if this is no simulated output. The ledger of an unused output is empty. */
  async ledger(name: string): Promise<readonly LedgerEntry[] | undefined> {
    const found = await readLedger(this.settings.folder, name);
    if (found !== undefined) return found;
    return this.configured.some((one) => one.name === name && one.type === SIMULATED) ? [] : undefined;
  }
}
