import { SIMULATED, type OutputConfig } from '@throughline/contracts';
import { readLedger, simulatedOutputs, type LedgerEntry } from '@throughline/simulation';
import type { SimulationSettings } from '../settings/simulation.js';

export interface SimulatedOutput {
  readonly name: string;
  /** Null where it is no output of this server any more, and its ledger is still there. */
  readonly settings: OutputConfig['settings'] | null;
  readonly requests: number;
}

/** The simulated outputs of this installation, and what each was asked. */
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
    const names = new Set([...configured.keys(), ...(await simulatedOutputs(this.settings.folder))]);
    return Promise.all(
      [...names].sort().map(async (name) => ({
        name,
        settings: configured.get(name) ?? null,
        requests: (await readLedger(this.settings.folder, name))?.length ?? 0,
      })),
    );
  }

  /** Every request in order; undefined for what is no simulated output. An output that was never asked has an empty ledger. */
  async ledger(name: string): Promise<readonly LedgerEntry[] | undefined> {
    const found = await readLedger(this.settings.folder, name);
    if (found !== undefined) return found;
    return this.configured.some((one) => one.name === name && one.type === SIMULATED) ? [] : undefined;
  }
}
