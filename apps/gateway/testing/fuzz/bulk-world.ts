import { newId } from '@throughline/contracts';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';

type Phase = 'previewed' | 'executed' | 'stopped';
const PHASES: readonly Phase[] = ['previewed', 'executed', 'stopped'];

interface BulkOwner {
  readonly owner: string;
  readonly reason: string;
  readonly itemIds: readonly string[];
}

/** Creates a bulk job over the items of a user. */
async function createJob(
  { ports: { bulkJobs }, bulk }: MemoryGateway,
  { owner, reason, itemIds }: BulkOwner,
  phase: Phase,
): Promise<string> {
  const id = newId();
  const job = { id, libraryId: owner, noun: 'recording', action: 'pause', requestedBy: owner, planParts: [] } as const;
  await bulkJobs.add({ ...job, body: { reason } }, itemIds);
  await bulk.pursue(id);
  if (phase === 'executed') await bulkJobs.start(id, owner);
  if (phase === 'stopped') await bulkJobs.stop(id);
  await bulk.pursue(id);
  return id;
}

/** Bulk jobs of the fuzzing user in each phase. Those of the stranger, whose items must not change: a preview, and one without items. */
export const createBulkJobs = async (
  gateway: MemoryGateway,
  own: BulkOwner,
  stranger: BulkOwner,
): Promise<{ make: (pick: number) => Promise<string>; kept: readonly string[]; foreign: readonly string[] }> => ({
  make: (pick: number) => createJob(gateway, own, PHASES[pick % PHASES.length] ?? 'previewed'),
  kept: await Promise.all(PHASES.map((phase) => createJob(gateway, own, phase))),
  foreign: [await createJob(gateway, stranger, 'previewed'), await createJob(gateway, { ...stranger, itemIds: [] }, 'executed')],
});
