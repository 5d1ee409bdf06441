import { readFile, rename, writeFile } from 'node:fs/promises';
import { deliveryStep, type JsonObject, type OutputConfig, type Script } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { deliver } from '../delivery/deliver.js';
import { readRecorded } from '../delivery/recorded.js';
import type { DeliveryRequest } from '../destinations/destination.js';
import { simulatedType } from '../destinations/simulated/index.js';

export interface DeliveryInProcess {
  /** Folder of the simulated outputs. */
  readonly dir: string;
  /** File that stands for the log: the checkpoints, and the end once there is one. */
  readonly log: string;
  readonly settings: OutputConfig['settings'];
  readonly script: Script;
  readonly request: DeliveryRequest;
}

export interface KeptLog {
  readonly checkpoints: JsonObject;
  readonly end?: JsonObject;
}

export const readLog = async (path: string): Promise<KeptLog> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => '{"checkpoints":{}}')) as KeptLog;

async function writeLog(path: string, kept: object): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(kept), { flush: true });
  await rename(`${path}.new`, path);
}

/** One attempt to deliver to a simulated output, with a real end of its process where the script says so. */
export async function deliverOnce({ dir, log, settings, script, request }: DeliveryInProcess): Promise<void> {
  const step = deliveryStep(request.output);
  const config = { ...defaultRunConfig, simulation: { [step]: script } };
  const output = { name: request.output, type: 'simulated', settings };
  let { checkpoints } = await readLog(log);
  const end = await deliver(simulatedType(dir).open({ output, step, config }), {
    request,
    outputType: 'simulated',
    recorded: readRecorded(checkpoints, 'simulated'),
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
