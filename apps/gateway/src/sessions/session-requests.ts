import { isRetriable, type Asset, type AssetState, type StartRun } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ItemRequests, type Exchange } from '../items/commands/item-requests.js';
import { deletionOf, erasureOf, restoreOf } from '../items/commands/life-requests.js';
import type { CommandContext, OwnedItems } from '../items/commands/owned-items.js';
import { renderPreview } from '../items/commands/preview.js';
import type { Retention } from '../items/commands/retention.js';
import { describeRun } from '../items/commands/describe-outcome.js';
import type { AnswerEraser } from '../items/erase/answer-eraser.js';
import { commandIdOf, hashOfJson, jsonAnswer, readKeyedRequest, sendAnswer } from '../http/idempotency/http.js';
import type { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { Problem } from '../http/problems/problem.js';
import { toRefusalProblem } from '../items/read/refusals.js';
import type { StartRuns } from '../items/runs/start-run.js';
import { isDryRun } from '../http/requests/query-guard.js';
import { RunOverrides } from '../items/runs/run-overrides.dto.js';
import type { SessionItem, SessionView } from './session-view.js';

export interface SessionRequestPorts {
  readonly items: OwnedItems;
  readonly runs: StartRuns;
  readonly once: IdempotentRequests;
  readonly view: SessionView;
  readonly retention: Retention;
  readonly eraser: AnswerEraser;
}

/** PRG-02: only a session that has failed, or was stopped before it began, can be retried. */
const notFailedProblem = (): Problem =>
  new Problem('refused', {
    detail: 'Only a failed session can be retried.',
    tryInstead: 'Read its status. For another transcript of the same audio, start a new session.',
  });

/** Deleted and erased sessions have a refusal of their own in the domain. */
const isGone = ({ deletedAt, erasedAt }: Asset): boolean => deletedAt !== undefined || erasedAt !== undefined;

/** Commands on sessions, each carried out once for its Idempotency-Key. */
export class SessionRequests {
  readonly #items: ItemRequests<SessionItem>;

  constructor(private readonly ports: SessionRequestPorts) {
    this.#items = new ItemRequests({ ...ports, path: '/api/v1/sessions' });
  }

  delete(id: string, exchange: Exchange): Promise<void> {
    return this.#items.carryOut(exchange, deletionOf(id, this.ports.retention));
  }

  restore(id: string, exchange: Exchange): Promise<void> {
    return this.#items.carryOut(exchange, restoreOf(id));
  }

  erase(id: string, body: object, exchange: Exchange): Promise<void> {
    return this.#items.carryOut(exchange, erasureOf(id, body, this.ports.eraser));
  }

  async retry(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const keyed = readKeyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const command = (context: CommandContext, state: AssetState): StartRun => {
      const run = { assetId: id, commandId: sender.commandId, overrides: new RunOverrides() };
      const command = this.ports.runs.command(run, { context, state });
      // A repeated request finds its own run in progress. Any other request needs a failed session.
      const isOwn = state.phase === 'present' && state.run?.runId === command.runId;
      if (state.phase === 'present' && !isOwn && !isGone(state) && !isRetriable(state)) throw notFailedProblem();
      return command;
    };
    if (isDryRun(request)) {
      void reply.status(200).send(renderPreview(id, await this.ports.items.preview(sender, id, command), describeRun(false)));
      return;
    }
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(undefined)),
      work: async () => {
        const outcome = await this.ports.items.send(sender, id, command);
        if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
        return jsonAnswer(202, await this.ports.view.renderLoaded(id, outcome.asset), {
          location: `/api/v1/sessions/${id}/status`,
        });
      },
    });
    sendAnswer(reply, answer);
  }
}
