import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { waitUntilProjected } from '#src/testing/projected.js';
import { ItemDriver, LIVES, createItem } from './item-driver.js';

const registerRecording = (gateway: MemoryGateway, owner: string, mark: string): Promise<string> =>
  createItem(new ItemDriver(gateway, owner, mark), LIVES.registered);

async function quarantineRecording(gateway: MemoryGateway): Promise<string> {
  const id = await registerRecording(gateway, gateway.owner, 'My talk');
  await waitUntilProjected(gateway, id);
  gateway.store.inject(id, new TextEncoder().encode(`no commit ${newId()}`));
  gateway.rows.quarantine(id);
  return id;
}

interface QuarantineResource {
  readonly make: () => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/**
 * Quarantines recordings of the fuzzer only: an operator sees the quarantined items of all libraries, so none would be foreign.
 */
export const createQuarantined = async (gateway: MemoryGateway, stranger: string, mark: string): Promise<QuarantineResource> => ({
  make: () => quarantineRecording(gateway),
  kept: [await quarantineRecording(gateway), await quarantineRecording(gateway)],
  foreign: [await registerRecording(gateway, stranger, mark), await registerRecording(gateway, stranger, mark)],
});
