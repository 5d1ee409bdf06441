import type { ServiceClient } from '@throughline/credentials';
import { badServersContract, type OutgoingAdapter } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import type { SessionDestination } from '../../kit/destination.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { openDrive } from '#testing/google-drive/drive-at.js';

type Ask = (destination: SessionDestination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;

const outputs =
  (ask: Ask, hasToken = true) =>
  async (timeoutMs: number): Promise<OutgoingAdapter> => {
    const folder = await tempDir();
    const lines: ServiceClient[] = [];
    return {
      call: async (origin, signal = never) => {
        const { destination, line } = await openDrive(origin, { timeoutMs, hasToken });
        lines.push(line);
        return ask(destination, folder.path, signal);
      },
      close: async () => {
        for (const each of lines) await each.close();
        await folder.remove();
      },
    };
  };

const busy = { kind: 'waiting', code: 'output-busy' };
const contract = {
  // The item itself is fine, so the delivery waits for its output.
  verdicts: {
    'too many requests': busy,
    'out of service': busy,
    'trouble inside': busy,
    otherwise: { kind: 'waiting', code: 'output-unreachable' },
  },
  timeoutMs: 300,
};

badServersContract('asking whether a folder of Google Drive is there', {
  ...contract,
  open: outputs((destination, _, signal) => destination.check(signal)),
});

badServersContract('delivering to Google Drive', {
  ...contract,
  open: outputs(async (destination, folder, signal) => {
    const request = await createRequest(folder, { 'words.srt': 'words' });
    return new DeliveryLog(destination).attempt(request, { signal });
  }),
});
