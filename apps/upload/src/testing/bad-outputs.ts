import { badServersContract, type OutgoingAdapter } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import type { Destination } from '../kit/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { createRequest } from './request.js';

export interface OpenedOutput {
  readonly destination: Destination;
  readonly close?: () => void;
}

/** Opens an output whose connection and idle timeouts are `timeoutMs`. */
export type OpenOutput = (origin: string, timeoutMs: number) => OpenedOutput;

type Ask = (destination: Destination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;

const adapterOf =
  (open: OpenOutput, ask: Ask) =>
  async (timeoutMs: number): Promise<OutgoingAdapter> => {
    const folder = await tempDir();
    const opened: OpenedOutput[] = [];
    return {
      call: (origin, signal = never) => {
        const output = open(origin, timeoutMs);
        opened.push(output);
        return ask(output.destination, folder.path, signal);
      },
      close: async () => {
        for (const each of opened) each.close?.();
        await folder.remove();
      },
    };
  };

const busy = { kind: 'waiting', code: 'output-busy' };
// The item itself is fine, so the delivery waits for its output.
const verdicts = {
  'too many requests': busy,
  'out of service': busy,
  'trouble inside': busy,
  otherwise: { kind: 'waiting', code: 'output-unreachable' },
};

/** Tests that an output ends with an expected error, whatever server it leads to. */
export function badOutputsContract(name: string, open: OpenOutput, more: { readonly takesDrops?: 'bodies' } = {}): void {
  const contract = { verdicts, timeoutMs: 300, ...more };

  badServersContract(`asking whether ${name} is there`, {
    ...contract,
    open: adapterOf(open, (destination, _, signal) => destination.check(signal)),
  });

  badServersContract(`delivering to ${name}`, {
    ...contract,
    open: adapterOf(open, async (destination, folder, signal) => {
      const request = await createRequest(folder, { 'words.srt': 'words' });
      return new DeliveryLog(destination).attempt(request, { signal });
    }),
  });
}
