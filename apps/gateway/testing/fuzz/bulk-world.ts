import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';

type Phase = 'previewed' | 'executed' | 'stopped';
const PHASES: readonly Phase[] = ['previewed', 'executed', 'stopped'];

interface BulkOwner {
  readonly owner: string;
  readonly reason: string;
  readonly itemIds: readonly string[];
}

/** Creates a bulk command over the items of a user. */
async function createBulkCommand(
  { ports: { bulkCommands }, bulk: runner }: MemoryGateway,
  { owner, reason, itemIds }: BulkOwner,
  phase: Phase,
): Promise<string> {
  const id = newId();
  const bulk = { id, libraryId: owner, noun: 'recording', action: 'pause', requestedBy: owner, planParts: [] } as const;
  await bulkCommands.add({ ...bulk, body: { reason } }, itemIds);
  await runner.pursue(id);
  if (phase === 'executed') await bulkCommands.start(id, owner);
  if (phase === 'stopped') await bulkCommands.stop(id);
  await runner.pursue(id);
  return id;
}

/** Bulk commands of the fuzzing user in each phase. Those of the stranger, whose items must not change: a preview, and one without items. */
export const createBulkCommands = async (
  gateway: MemoryGateway,
  own: BulkOwner,
  stranger: BulkOwner,
): Promise<{ make: (pick: number) => Promise<string>; kept: readonly string[]; foreign: readonly string[] }> => ({
  make: (pick: number) => createBulkCommand(gateway, own, PHASES[pick % PHASES.length] ?? 'previewed'),
  kept: await Promise.all(PHASES.map((phase) => createBulkCommand(gateway, own, phase))),
  foreign: [
    await createBulkCommand(gateway, stranger, 'previewed'),
    await createBulkCommand(gateway, { ...stranger, itemIds: [] }, 'executed'),
  ],
});
