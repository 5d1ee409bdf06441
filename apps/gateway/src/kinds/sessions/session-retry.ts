import { isRetriable, type Asset } from '@throughline/domain';
import { commandIdOf, jsonAnswer, readKeyedRequest, type Exchange } from '../../kit/http/idempotency/http.js';
import type { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import { RunOverrides, describeRun, renderPreview, toRefusalProblem } from '../../items/index.js';
import type { CommandOnItem, OwnedItems, RunRequests } from '../../items/index.js';
import type { SessionView } from './session-view.js';

export interface SessionRetryPorts {
  readonly items: OwnedItems;
  readonly runs: RunRequests;
  readonly once: IdempotentRequests;
  readonly view: SessionView;
}

/** PRG-02: only a session that has failed, or was stopped before it began, can be retried. */
const notFailedProblem = (): Problem =>
  new Problem('refused', {
    detail: 'Only a failed session can be retried.',
    tryInstead: 'Read its status. For another transcript of the same audio, start a new session.',
  });

/** Deleted and erased sessions have a refusal of their own in the domain. */
const isGone = ({ deletedAt, erasedAt }: Asset): boolean => deletedAt !== undefined || erasedAt !== undefined;

/** Retries a session, once for each Idempotency-Key. */
export class SessionRetry {
  constructor(private readonly ports: SessionRetryPorts) {}

  async carryOut(id: string, { request, reply }: Exchange): Promise<void> {
    const { items, runs, once, view } = this.ports;
    const keyed = readKeyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const library = await runs.library(sender.owner);
    const command: CommandOnItem = (context, state, _revision, personal) => {
      const run = { assetId: id, commandId: sender.commandId, overrides: new RunOverrides(), library };
      const command = runs.command(run, { context, state, personal });
      // A repeated request finds its own run in progress. Any other request needs a failed session.
      const isOwn = state.phase === 'present' && state.run?.runId === command.runId;
      if (state.phase === 'present' && !isOwn && !isGone(state) && !isRetriable(state)) throw notFailedProblem();
      return command;
    };
    if (isDryRun(request)) {
      void reply.status(200).send(renderPreview(id, await items.preview(sender, id, command), describeRun()));
      return;
    }
    await once.respond({ request, reply }, undefined, async () => {
      const outcome = await items.send(sender, id, command);
      if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
      return jsonAnswer(202, await view.renderLoaded(id, outcome.asset), { location: `/api/v1/sessions/${id}/status` });
    });
  }
}
