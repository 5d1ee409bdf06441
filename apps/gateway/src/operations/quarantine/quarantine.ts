import type { Commit } from '@throughline/contracts';
import { fold, isPresent, renderAssetStatus } from '@throughline/domain';
import type { CommandMeta, OperatorDecision, QuarantineCommands, ReadableHistory } from '@throughline/engine';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import type {
  DiscardBody,
  PastQuarantineDecision,
  QuarantineDecision,
  QuarantineDetails,
  QuarantineListItem,
  QuarantinePreview,
  RetryBody,
} from './quarantine.dto.js';
import type { QuarantinedItem, QuarantinedRows } from '../../adapters/projection/index.js';

/** More than anybody reads. The metrics have the full count. */
const MOST = 1_000;

const renderListItem = (item: QuarantinedItem): Readonly<QuarantineListItem> => ({
  id: item.id,
  position: item.position,
  commit_id: item.commitId ?? null,
  code: item.code,
  reason: item.reason,
  since: item.since,
  waiting_commits: item.waiting,
});

const collectDecisions = (commit: Commit, position: string): readonly PastQuarantineDecision[] =>
  commit.events.flatMap((event): readonly PastQuarantineDecision[] => {
    if (event.type !== 'CommitDiscarded' && event.type !== 'CommitReleased') return [];
    const reason = event.personal?.reason ?? null;
    const facts = { reason, by: commit.actor.id, at: commit.at, position };
    return event.type === 'CommitDiscarded'
      ? [{ decision: 'discard', commit_id: event.data.commitId, ...facts }]
      : [{ decision: 'retry', commit_id: null, ...facts }];
  });

function statusOf(commits: ReadableHistory['commits']): string | null {
  const state = fold(commits);
  return isPresent(state) ? renderAssetStatus(state).status : null;
}

const pickReason = ({ reason }: RetryBody): { reason?: string } => (reason === undefined ? {} : { reason });

export interface QuarantinePorts {
  readonly quarantined: QuarantinedRows;
  readonly acts: Pick<QuarantineCommands, 'examine' | 'decideOn'>;
}

export class Quarantine {
  constructor(private readonly ports: QuarantinePorts) {}

  async list(): Promise<readonly QuarantineListItem[]> {
    return (await this.ports.quarantined.list(MOST)).map(renderListItem);
  }

  async examine(id: string): Promise<QuarantineDetails> {
    const item = await this.find(id);
    const { obstacles, commits } = await this.ports.acts.examine(id);
    return {
      ...renderListItem(item),
      obstacles: obstacles.map(({ commitId, position, storedAt, kind, message }) => ({
        commit_id: commitId,
        position,
        stored_at: storedAt,
        code: kind,
        reason: message,
      })),
      readable_commits: commits.length,
      decisions: commits.flatMap(({ commit, position }) => collectDecisions(commit, position)),
    };
  }

  async discard(id: string, body: DiscardBody, meta: CommandMeta): Promise<QuarantineDecision> {
    const { commitId } = await this.#chosen(id, body);
    return this.decided(id, { type: 'discard', commitId, ...pickReason(body) }, meta);
  }

  /** Throws the same refusal as the decision. */
  async previewDiscard(id: string, body: DiscardBody): Promise<QuarantinePreview> {
    const { commitId, readable } = await this.#chosen(id, body);
    const next = readable.obstacles.find((one) => one.commitId !== commitId);
    const after =
      next === undefined ? 'The item would continue.' : `The item would stay in quarantine, at commit ${next.commitId}.`;
    return {
      dry_run: true,
      id,
      would_change: true,
      status_after: next === undefined ? statusOf(readable.commits.filter(({ commit }) => commit.id !== commitId)) : null,
      outcome: {
        code: 'discard',
        detail: `Commit ${commitId} would be removed from the history permanently. ${after}`,
        try_instead: null,
      },
    };
  }

  async previewRetry(id: string): Promise<QuarantinePreview> {
    await this.find(id);
    const { obstacles, commits } = await this.ports.acts.examine(id);
    const [next] = obstacles;
    const after =
      next === undefined
        ? 'Every commit of it can be read now.'
        : `The item would stay in quarantine, at commit ${next.commitId}: ${next.message}.`;
    return {
      dry_run: true,
      id,
      would_change: true,
      status_after: next === undefined ? statusOf(commits) : null,
      outcome: { code: 'retry', detail: `The history would be applied again. ${after}`, try_instead: null },
    };
  }

  async retry(id: string, body: RetryBody, meta: CommandMeta): Promise<QuarantineDecision> {
    await this.find(id);
    return this.decided(id, { type: 'retry', ...pickReason(body) }, meta);
  }

  async #chosen(id: string, body: DiscardBody): Promise<{ readonly commitId: string; readonly readable: ReadableHistory }> {
    const item = await this.find(id);
    // A newer release can read the commit, so it must not be discarded.
    if (item.kind === 'needs-upgrade') throw new Problem('needs-upgrade');
    const readable = await this.ports.acts.examine(id);
    return { commitId: chooseCommit(body, item, readable), readable };
  }

  private async decided(id: string, act: OperatorDecision, meta: CommandMeta): Promise<QuarantineDecision> {
    const position = await this.ports.acts.decideOn(id, act, meta);
    return { id, decision: act.type, commit_id: act.type === 'discard' ? act.commitId : null, position };
  }

  private async find(id: string): Promise<QuarantinedItem> {
    const item = await this.ports.quarantined.find(id);
    if (item !== undefined) return item;
    // Answers the same for an unknown item, so that this never reveals which ids exist.
    throw new Problem('not-quarantined');
  }
}

/**
 * Returns the commit to discard. Only blocking commits qualify: those that the log cannot apply, and the one that the
 * projection cannot store.
 */
function chooseCommit({ commit_id: named }: DiscardBody, item: QuarantinedItem, { obstacles }: ReadableHistory): string {
  const inTheWay = [...obstacles.map(({ commitId }) => commitId), ...(item.commitId === undefined ? [] : [item.commitId])];
  const commitId = named ?? item.commitId ?? obstacles[0]?.commitId;
  if (commitId !== undefined && inTheWay.includes(commitId)) return commitId;
  if (named === undefined) throw new Problem('not-quarantined');
  throw invalid([
    { pointer: '/commit_id', message: `must be a quarantined commit of the item: ${[...new Set(inTheWay)].join(', ')}` },
  ]);
}
