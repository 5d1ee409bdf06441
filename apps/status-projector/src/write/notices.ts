import { kindOf } from '@throughline/contracts';
import { ObstacleError, isPoison, type Poison, type Recorded, type Revision } from '@throughline/event-store';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Notice, Parked } from './batch.js';

type Place = Omit<Parked, 'reasonKind' | 'reason'>;

const obstaclePlace = ({ assetId, position, revision, commitId, storedAt }: ObstacleError): Place => ({
  assetId,
  position,
  revision,
  commitId,
  since: storedAt,
});

/** Why an asset is parked: at the commit that the error names, else at `place`. */
export const parkedWith = (place: Place, error: unknown): Parked => {
  const reasonKind = kindOf(error) ?? 'unknown';
  const at = error instanceof ObstacleError ? obstaclePlace(error) : place;
  return { ...at, reasonKind, reason: error instanceof Error ? error.message : reasonKind };
};

/** Why an item parks its asset. */
export const parkedAt = (item: Recorded | Poison, error: unknown): Parked => {
  const { assetId, position, revision, storedAt: since } = item;
  return parkedWith({ assetId, position, revision, since, commitId: isPoison(item) ? item.commitId : item.commit.id }, error);
};

/** What operators are told of, in `ops.ops_log`. */
export const notices = {
  /** Written by something that is not this product: it named no revision. */
  intrusion: ({ assetId, position, commit }: Recorded): Notice => ({
    kind: 'intrusion',
    assetId,
    detail: { position, commitId: commit.id },
  }),
  drift: ({ assetId, position }: Recorded, rowRevision: string): Notice => ({
    kind: 'drift',
    assetId,
    detail: { position, rowRevision },
  }),
  gap: ({ assetId, position, expected }: Recorded, found: Revision): Notice => ({
    kind: 'gap',
    assetId,
    detail: { position, expected: expected ?? null, found },
  }),
  /** A message under the id of an earlier commit, with another body. It changed nothing. */
  conflict: (item: Recorded | Poison): Notice => ({
    kind: 'conflict',
    assetId: item.assetId,
    detail: { position: item.position, commitId: isPoison(item) ? item.commitId : item.commit.id },
  }),
  released: ({ assetId, position, commit }: Recorded): Notice => ({
    kind: 'released',
    assetId,
    detail: { position, by: commit.actor.id },
  }),
  held: ({ assetId, position, reasonKind }: Parked): Notice => ({
    kind: reasonKind === NEEDS_UPGRADE ? 'needs-upgrade' : 'quarantined',
    assetId,
    detail: { position, reasonKind },
  }),
};
