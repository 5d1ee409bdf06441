import { deliveryStep, type CheckItem, type OutputConfig, type OutputTest, type OutputTestReport } from '@throughline/contracts';
import { OutputGate } from './delivery/output-gate.js';
import type { DestinationTypes } from './delivery/output-of-run.js';
import { describeForPeople } from './describe-for-people.js';
import type { Destination } from './kit/destination.js';
import { misconfiguredError } from './kit/output-settings.js';

/** Two checks end before the gateway stops waiting. Milliseconds for each. */
const PROBE_MS = 9_000;

const INTERRUPTED = 'The upload service was stopped during the test. Test the output again';

class BusyError extends Error {
  constructor() {
    super(
      'Another test of this output has not ended. Test it again in a moment. If the other one still runs then, the output does not answer',
    );
  }
}

/** Tests outputs for the gateway, before or while runs use them. */
export class OutputTests {
  readonly #gate: OutputGate;
  /** The places of which a check has not ended. A hung one holds a thread of this process, so it stays the only one. */
  readonly #busy = new Set<string>();

  constructor(
    private readonly types: DestinationTypes,
    private readonly onUnexpected: (error: unknown) => void,
    probeMs = PROBE_MS,
  ) {
    this.#gate = new OutputGate(probeMs);
  }

  async test({ output, extent }: OutputTest, signal: AbortSignal): Promise<OutputTestReport> {
    const items: CheckItem[] = [];
    try {
      const destination = this.#open(output);
      items.push({ name: 'settings', result: 'ok', message: 'The settings are complete.' });
      if (extent === 'delivery') items.push(...(await this.#probe(output, destination, signal)));
    } catch (error) {
      items.push({ name: 'settings', result: 'wrong', message: this.#describeError(error) });
    }
    return { v: 1, items };
  }

  #describeError(error: unknown): string {
    return describeForPeople(error, this.onUnexpected);
  }

  #open(output: OutputConfig): Destination {
    const type = Object.hasOwn(this.types, output.type) ? this.types[output.type] : undefined;
    if (type === undefined) throw misconfiguredError(`This server has no outputs of the type '${output.type}'`);
    return type.open({ output, step: deliveryStep(output.name), config: {} });
  }

  /** After a failed check, the others are unknown. */
  async #probe(output: OutputConfig, destination: Destination, signal: AbortSignal): Promise<readonly CheckItem[]> {
    const items: CheckItem[] = [];
    for (const { name, confirms, run } of destination.probes()) {
      if (items.some(({ result }) => result !== 'ok')) {
        items.push({ name, result: 'unknown', message: 'Not tested, because of the problem above.' });
        continue;
      }
      try {
        await this.#gate.within(output, (over) => this.#runAlone(destination.place, () => run(over)), signal);
        items.push({ name, result: 'ok', message: confirms });
      } catch (error) {
        items.push(this.#judge(name, error, signal));
      }
    }
    return items;
  }

  /** A check that this service prevented says nothing about the output. */
  #judge(name: string, error: unknown, signal: AbortSignal): CheckItem {
    if (error instanceof BusyError) return { name, result: 'unknown', message: error.message };
    if (signal.aborted) return { name, result: 'unknown', message: INTERRUPTED };
    return { name, result: 'wrong', message: this.#describeError(error) };
  }

  /** A check that is given up still holds its place until it ends by itself. */
  async #runAlone(place: string, run: () => Promise<void>): Promise<void> {
    if (this.#busy.has(place)) throw new BusyError();
    this.#busy.add(place);
    try {
      await run();
    } finally {
      this.#busy.delete(place);
    }
  }
}
