import { ulid } from 'ulid';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';

/** Exports of the fuzzing user and of a stranger. A user has one at a time, so a new one follows the removal of the others. */
export async function createExports(
  { ports: { exports: store, artifacts }, owner }: MemoryGateway,
  stranger: string,
): Promise<Numbered> {
  const finish = async (userId: string): Promise<string> => {
    for (const one of await store.list(userId)) await store.remove(userId, one.id);
    const { id } = await store.add(ulid(), userId);
    const claim = await store.claim(id, 1_000);
    if (claim === undefined) return id;
    const key = `exports/${id}/${claim.claim}.zip`;
    const progress = { items: 1, totalItems: 1, bytes: 7 };
    await store.finish(claim, { key, ...(await artifacts.put(key, Buffer.from('archive'))) }, progress);
    return id;
  };
  return { make: () => finish(owner), kept: [await finish(owner)], foreign: [await finish(stranger)] };
}
