import { readFile, rename, writeFile } from 'node:fs/promises';
import { deliveryStep, type JsonObject, type OutputConfig, type Script } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { deliver } from '../delivery/deliver.js';
import { readDeliveryRecord } from '../delivery/delivery-record.js';
import type { DeliveryRequest } from '../kit/destination.js';
import { simulatedType } from '../destinations/simulated/index.js';

export interface DeliveryInProcess {
  readonly dir: string;
  /** File that stands in for the log: the checkpoints, and the end of the delivery. */
  readonly log: string;
  readonly settings: OutputConfig['settings'];
  readonly script: Script;
  readonly request: DeliveryRequest;
}

export interface StoredLog {
  readonly checkpoints: JsonObject;
  readonly end?: JsonObject;
}

export const readLog = async (path: string): Promise<StoredLog> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => '{"checkpoints":{}}')) as StoredLog;

async function writeLog(path: string, kept: object): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(kept), { flush: true });
  await rename(`${path}.new`, path);
}

/** Runs one attempt at a simulated output. A crash in the script ends the process. */
export async function deliverOnce({ dir, log, settings, script, request }: DeliveryInProcess): Promise<void> {
  const step = deliveryStep(request.output);
  const config = { ...defaultRunConfig, simulation: { [step]: script } };
  const output = { name: request.output, type: 'simulated', settings };
  let { checkpoints } = await readLog(log);
  const end = await deliver(simulatedType(dir).open({ output, step, config }), {
    request,
    outputType: 'simulated',
    recorded: readDeliveryRecord(checkpoints, 'simulated'),
    before: undefined,
    hooks: {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      confirm: () => Promise.resolve(),
      checkpoint: async (data) => {
        checkpoints = { ...checkpoints, ...data };
        await writeLog(log, { checkpoints });
      },
    },
  });
  await writeLog(log, { checkpoints, end });
}
