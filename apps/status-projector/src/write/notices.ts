import { kindOf } from '@throughline/contracts';
import { ObstacleError, isPoison, type PoisonMessage, type StoredCommit, type Revision } from '@throughline/event-store';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Notice, QuarantineEntry } from './batch.js';

type FaultPosition = Omit<QuarantineEntry, 'reasonKind' | 'reason'>;

const getObstaclePosition = ({ assetId, position, revision, commitId, storedAt }: ObstacleError): FaultPosition => ({
  assetId,
  position,
  revision,
  commitId,
  since: storedAt,
});

export const createQuarantineEntry = (place: FaultPosition, error: unknown): QuarantineEntry => {
  const reasonKind = kindOf(error) ?? 'unknown';
  const at = error instanceof ObstacleError ? getObstaclePosition(error) : place;
  return { ...at, reasonKind, reason: error instanceof Error ? error.message : reasonKind };
};

export const createQuarantineEntryAt = (item: StoredCommit | PoisonMessage, error: unknown): QuarantineEntry => {
  const { assetId, position, revision, storedAt: since } = item;
  return createQuarantineEntry(
    { assetId, position, revision, since, commitId: isPoison(item) ? item.commitId : item.commit.id },
    error,
  );
};

/** Notices for operators, stored in `ops.ops_log`. */
export const notices = {
  /** A foreign program wrote the commit: it has no expected revision. */
  intrusion: ({ assetId, position, commit }: StoredCommit): Notice => ({
    kind: 'intrusion',
    assetId,
    detail: { position, commitId: commit.id },
  }),
  drift: ({ assetId, position }: StoredCommit, rowRevision: string): Notice => ({
    kind: 'drift',
    assetId,
    detail: { position, rowRevision },
  }),
  gap: ({ assetId, position, expected }: StoredCommit, found: Revision): Notice => ({
    kind: 'gap',
    assetId,
    detail: { position, expected: expected ?? null, found },
  }),
  /** A second message with the id of an earlier commit and another body. It changed nothing. */
  conflict: (item: StoredCommit | PoisonMessage): Notice => ({
    kind: 'conflict',
    assetId: item.assetId,
    detail: { position: item.position, commitId: isPoison(item) ? item.commitId : item.commit.id },
  }),
  released: ({ assetId, position, commit }: StoredCommit): Notice => ({
    kind: 'released',
    assetId,
    detail: { position, by: commit.actor.id },
  }),
  held: ({ assetId, position, reasonKind }: QuarantineEntry): Notice => ({
    kind: reasonKind === NEEDS_UPGRADE ? 'needs-upgrade' : 'quarantined',
    assetId,
    detail: { position, reasonKind },
  }),
};
