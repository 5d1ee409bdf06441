import { newAssetId, newId, type Commit } from '@throughline/contracts';

/** Commits to one asset before a lane switches to the next asset. */
const COMMITS_OF_AN_ASSET = 40;

const TEMPLATE: Omit<Commit, 'id'> = {
  at: new Date().toISOString(),
  actor: { kind: 'service', id: 'bench' },
  causationId: 'bench',
  correlationId: 'bench',
  events: [
    {
      type: 'StepCheckpointed',
      v: 1,
      data: { step: 'TRANSCRIBE', attemptId: newId(), data: { session: 'a session of some service', part: 7, url: '/parts/7' } },
    },
  ],
};

export interface NextAppend {
  readonly assetId: string;
  readonly version: number;
  readonly commit: Commit;
}

interface Lane {
  assetId: string;
  version: number;
}

/**
 * The commits that the lanes of one measurement append. Each lane has its own assets, so no revision is contended. Ids are
 * generated beforehand: their random bytes cost more than an append and would level all results.
 */
export class LaneCommits {
  readonly #commits: Commit[];
  readonly #assets: string[];
  readonly #lanes = new Map<number, Lane>();

  constructor(appends: number, lanes: number) {
    this.#commits = Array.from({ length: appends }, () => ({ ...TEMPLATE, id: newId() }));
    this.#assets = Array.from({ length: lanes + Math.ceil(appends / COMMITS_OF_AN_ASSET) }, () => newAssetId());
  }

  next(lane: number): NextAppend {
    const commit = this.#commits.pop();
    const at = this.#asset(lane);
    if (commit === undefined) throw new Error('More appends than were prepared');
    at.version += 1;
    return { assetId: at.assetId, version: at.version, commit };
  }

  #asset(lane: number): Lane {
    const existing = this.#lanes.get(lane);
    if (existing !== undefined && existing.version < COMMITS_OF_AN_ASSET) return existing;
    const assetId = this.#assets.pop();
    if (assetId === undefined) throw new Error('More assets than were prepared');
    const next = { assetId, version: 0 };
    this.#lanes.set(lane, next);
    return next;
  }
}
