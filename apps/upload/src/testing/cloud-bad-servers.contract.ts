import type { ServiceClient } from '@throughline/credentials';
import { badServersContract, type OutgoingAdapter } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import type { SessionDestination } from '../kit/destination.js';
import { openCloudAt, type CloudAtService } from '#testing/cloud-folders/cloud-at.js';
import { DeliveryLog } from './delivery-log.js';
import { createRequest } from './request.js';

type Ask = (destination: SessionDestination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;
const busy = { kind: 'waiting', code: 'output-busy' };
// The item itself is fine, so the delivery waits for its output.
const contract = {
  verdicts: {
    'too many requests': busy,
    'out of service': busy,
    'trouble inside': busy,
    otherwise: { kind: 'waiting', code: 'output-unreachable' },
  },
  timeoutMs: 300,
};

/** Runs the suite of bad servers for outputs that are folders of a cloud storage. */
export function cloudBadServersContract(name: string, serviceAt: (origin: string) => CloudAtService): void {
  const outputs =
    (ask: Ask) =>
    async (timeoutMs: number): Promise<OutgoingAdapter> => {
      const folder = await tempDir();
      const lines: ServiceClient[] = [];
      return {
        call: async (origin, signal = never) => {
          const { destination, line } = await openCloudAt(serviceAt(origin), timeoutMs);
          lines.push(line);
          return ask(destination, folder.path, signal);
        },
        close: async () => {
          for (const each of lines) await each.close();
          await folder.remove();
        },
      };
    };

  badServersContract(`asking whether a folder of ${name} is there`, {
    ...contract,
    open: outputs((destination, _, signal) => destination.check(signal)),
  });
  badServersContract(`delivering to ${name}`, {
    ...contract,
    open: outputs(async (destination, folder, signal) => {
      const request = await createRequest(folder, { 'words.srt': 'words' });
      return new DeliveryLog(destination).attempt(request, { signal });
    }),
  });
}
