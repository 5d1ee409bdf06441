import type { Commit } from '@throughline/contracts';
import type { CommandMeta, QuarantineAct, QuarantineActs, Readable } from '@throughline/engine';
import { Problem, invalid } from '../problems/problem.js';
import type { DiscardBody, RetryBody } from './quarantine.dto.js';
import type { QuarantinedItem, QuarantinedRows } from './quarantined.js';

/** More than anybody reads; the count is in the metrics. */
const MOST = 1_000;

export interface ListedItem {
  readonly id: string;
  readonly position: string;
  readonly commit_id: string | null;
  /** `newer-schema`: a newer release wrote to it. Anything else: it is quarantined. */
  readonly code: string;
  readonly reason: string;
  readonly since: string;
  readonly waiting_commits: number;
}

/** What was decided about it before. */
export interface DecisionItem {
  readonly decision: 'discard' | 'retry';
  readonly commit_id: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
  readonly position: string;
}

export interface ObstacleItem {
  readonly commit_id: string;
  readonly position: string;
  readonly stored_at: string;
  readonly code: string;
  readonly reason: string;
}

export interface ExaminedItem extends ListedItem {
  /** Every commit in the way, the first one first: each has to be discarded. Empty where all can be read. */
  readonly obstacles: readonly ObstacleItem[];
  readonly readable_commits: number;
  readonly decisions: readonly DecisionItem[];
}

export interface DecidedItem {
  readonly id: string;
  readonly decision: 'discard' | 'retry';
  readonly commit_id: string | null;
  /** Of the decision in the log. */
  readonly position: string;
}

const listed = (item: QuarantinedItem): ListedItem => ({
  id: item.id,
  position: item.position,
  commit_id: item.commitId ?? null,
  code: item.code,
  reason: item.reason,
  since: item.since,
  waiting_commits: item.waiting,
});

const decisionsIn = (commit: Commit, position: string): readonly DecisionItem[] =>
  commit.events.flatMap((event): readonly DecisionItem[] => {
    if (event.type !== 'CommitDiscarded' && event.type !== 'CommitReleased') return [];
    const reason = event.personal?.reason ?? null;
    const said = { reason, by: commit.actor.id, at: commit.at, position };
    return event.type === 'CommitDiscarded'
      ? [{ decision: 'discard', commit_id: event.data.commitId, ...said }]
      : [{ decision: 'retry', commit_id: null, ...said }];
  });

const because = ({ reason }: RetryBody): { reason?: string } => (reason === undefined ? {} : { reason });

export interface QuarantinePorts {
  readonly quarantined: QuarantinedRows;
  readonly acts: Pick<QuarantineActs, 'examine' | 'decideOn'>;
}

/** Items of all libraries whose history cannot be applied, for operators. */
export class Quarantine {
  constructor(private readonly ports: QuarantinePorts) {}

  async list(): Promise<readonly ListedItem[]> {
    return (await this.ports.quarantined.list(MOST)).map(listed);
  }

  async examine(id: string): Promise<ExaminedItem> {
    const item = await this.find(id);
    const { obstacles, commits } = await this.ports.acts.examine(id);
    return {
      ...listed(item),
      obstacles: obstacles.map(({ commitId, position, storedAt, kind, message }) => ({
        commit_id: commitId,
        position,
        stored_at: storedAt,
        code: kind,
        reason: message,
      })),
      readable_commits: commits.length,
      decisions: commits.flatMap(({ commit, position }) => decisionsIn(commit, position)),
    };
  }

  async discard(id: string, body: DiscardBody, meta: CommandMeta): Promise<DecidedItem> {
    const item = await this.find(id);
    // What only a newer release understands is nothing to be thrown away.
    if (item.held === 'needs-upgrade') throw new Problem('needs-upgrade');
    const readable = await this.ports.acts.examine(id);
    const commitId = commitMeant(body, item, readable);
    return this.decided(id, { type: 'discard', commitId, ...because(body) }, meta);
  }

  async retry(id: string, body: RetryBody, meta: CommandMeta): Promise<DecidedItem> {
    await this.find(id);
    return this.decided(id, { type: 'retry', ...because(body) }, meta);
  }

  private async decided(id: string, act: QuarantineAct, meta: CommandMeta): Promise<DecidedItem> {
    const position = await this.ports.acts.decideOn(id, act, meta);
    return { id, decision: act.type, commit_id: act.type === 'discard' ? act.commitId : null, position };
  }

  private async find(id: string): Promise<QuarantinedItem> {
    const item = await this.ports.quarantined.find(id);
    if (item !== undefined) return item;
    // The same of an item that nobody has: whether there is one is not said to who looks for it here.
    throw new Problem('not-quarantined');
  }
}

/** Only what is in the way may be taken out: by the log, or by the projection, which alone knows what it cannot store. */
function commitMeant({ commit_id: named }: DiscardBody, item: QuarantinedItem, { obstacles }: Readable): string {
  const inTheWay = [...obstacles.map(({ commitId }) => commitId), ...(item.commitId === undefined ? [] : [item.commitId])];
  const commitId = named ?? item.commitId ?? obstacles[0]?.commitId;
  if (commitId !== undefined && inTheWay.includes(commitId)) return commitId;
  if (named === undefined) throw new Problem('not-quarantined');
  throw invalid([
    { pointer: '/commit_id', message: `must be a commit that is in the way: ${[...new Set(inTheWay)].join(', ')}` },
  ]);
}
