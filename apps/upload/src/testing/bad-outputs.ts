import { badServersContract, type OutgoingCalls } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import type { Destination } from '../destinations/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { requestOf } from './request.js';

export interface OpenedOutput {
  readonly destination: Destination;
  readonly close?: () => void;
}

/** With so much patience for a connection, and for a silence, in milliseconds. */
export type OpenOutput = (origin: string, patienceMs: number) => OpenedOutput;

type Ask = (destination: Destination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;

const asked =
  (open: OpenOutput, ask: Ask) =>
  async (patienceMs: number): Promise<OutgoingCalls> => {
    const folder = await tempDir();
    const opened: OpenedOutput[] = [];
    return {
      call: (origin, signal = never) => {
        const output = open(origin, patienceMs);
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
// A delivery waits for its output: nothing is wrong with the recording.
const verdicts = {
  'too many requests': busy,
  'out of service': busy,
  'trouble inside': busy,
  otherwise: { kind: 'waiting', code: 'output-unreachable' },
};

/** An output comes to a verdict, and to an end, whoever it is led to. */
export function badOutputsContract(name: string, open: OpenOutput, more: { readonly takesDrops?: 'bodies' } = {}): void {
  const contract = { verdicts, patienceMs: 300, ...more };

  badServersContract(`asking whether ${name} is there`, {
    ...contract,
    open: asked(open, (destination, _, signal) => destination.check(signal)),
  });

  badServersContract(`delivering to ${name}`, {
    ...contract,
    open: asked(open, async (destination, folder, signal) => {
      const request = await requestOf(folder, { 'words.srt': 'words' });
      return new DeliveryLog(destination).attempt(request, { signal });
    }),
  });
}
