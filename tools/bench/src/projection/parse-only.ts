import { jetstream } from '@nats-io/jetstream';
import { STREAMS } from '@throughline/contracts';
import type { BenchLog } from './log.js';

/** Reads the bytes of all commits into memory. */
export async function readBytes({ broker }: BenchLog): Promise<readonly Uint8Array[]> {
  const consumer = await jetstream(broker.nc).consumers.get(STREAMS.events);
  const bodies: Uint8Array[] = [];
  for await (const message of await consumer.consume()) {
    // A copy, so that the buffer of the connection can be released.
    bodies.push(message.data.slice());
    if (message.info.pending === 0) break;
  }
  return bodies;
}

/** Returns events per second for `JSON.parse` of these bytes alone: the limit of any fold. */
export function measureParse(bodies: readonly Uint8Array[], log: BenchLog): number {
  const decoder = new TextDecoder();
  const started = performance.now();
  let events = 0;
  for (const body of bodies) events += (JSON.parse(decoder.decode(body)) as { events: readonly unknown[] }).events.length;
  const took = performance.now() - started;
  if (events !== log.events) throw new Error(`${String(events)} of ${String(log.events)} events were parsed`);
  return (events / took) * 1_000;
}
