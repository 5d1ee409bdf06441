import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { projected } from '../../testing/projected.js';
import { LIVES, Life } from './lives.js';

/** Registers a recording of the owner. Returns its id. */
async function registeredIn(gateway: MemoryGateway, owner: string, mark: string): Promise<string> {
  const life = new Life(gateway, owner, mark);
  await LIVES.registered(life);
  return life.id;
}

/** Registers a recording of the fuzzer that is in quarantine. Returns its id. */
async function parkedIn(gateway: MemoryGateway): Promise<string> {
  const id = await registeredIn(gateway, gateway.owner, 'My talk');
  await projected(gateway, id);
  gateway.store.inject(id, new TextEncoder().encode(`no commit ${newId()}`));
  gateway.rows.quarantine(id);
  return id;
}

interface Quarantined {
  readonly make: () => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** Recordings of the fuzzer in quarantine. A stranger's are not: an operator sees what is parked in every library. */
export const quarantinedIn = async (gateway: MemoryGateway, stranger: string, mark: string): Promise<Quarantined> => ({
  make: () => parkedIn(gateway),
  kept: [await parkedIn(gateway), await parkedIn(gateway)],
  foreign: [await registeredIn(gateway, stranger, mark), await registeredIn(gateway, stranger, mark)],
});
