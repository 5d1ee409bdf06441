import { isRetriable, type Asset, type AssetState, type StartRun } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ItemRequests, type Exchange } from '../commands/item-requests.js';
import { deletionOf, erasureOf, restoreOf } from '../commands/life-requests.js';
import type { Asked, OwnedItems } from '../commands/owned-items.js';
import { previewOf } from '../commands/preview.js';
import type { Retention } from '../commands/retention.js';
import { tellRun } from '../commands/tellings.js';
import type { KeptAnswers } from '../erase/kept-answers.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { Problem } from '../problems/problem.js';
import { refusalProblem } from '../recordings/refusals.js';
import type { StartRuns } from '../runs/start-run.js';
import { isDryRun } from '../requests/query-guard.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import type { SessionItem, SessionView } from './session-view.js';

export interface SessionRequestPorts {
  readonly items: OwnedItems;
  readonly runs: StartRuns;
  readonly once: IdempotentRequests;
  readonly view: SessionView;
  readonly retention: Retention;
  readonly kept: KeptAnswers;
}

/** PRG-02: only what has failed can be tried again, or was stopped before it began. */
const notFailed = (): Problem =>
  new Problem('refused', {
    detail: 'Only a session that has failed can be tried again.',
    tryInstead: 'Read its status; for another text of the same audio, start a session of its own.',
  });

/** The domain has its own word for what is deleted or gone. */
const isGone = ({ deletedAt, erasedAt }: Asset): boolean => deletedAt !== undefined || erasedAt !== undefined;

/** Commands on sessions, each once for its Idempotency-Key. */
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
    return this.#items.carryOut(exchange, erasureOf(id, body, this.ports.kept));
  }

  async retry(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const command = (asked: Asked, state: AssetState): StartRun => {
      const run = { assetId: id, commandId: sender.commandId, overrides: new RunOverrides() };
      const command = this.ports.runs.command(run, { asked, state });
      // A second sending of the same request finds its own run at work; anything else has to have failed.
      const isOwn = state.phase === 'present' && state.run?.runId === command.runId;
      if (state.phase === 'present' && !isOwn && !isGone(state) && !isRetriable(state)) throw notFailed();
      return command;
    };
    if (isDryRun(request)) {
      void reply.status(200).send(previewOf(id, await this.ports.items.preview(sender, id, command), tellRun(false)));
      return;
    }
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(undefined)),
      work: async () => {
        const outcome = await this.ports.items.send(sender, id, command);
        if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
        return jsonAnswer(202, this.ports.view.renderState(id, outcome.asset), { location: `/api/v1/sessions/${id}/status` });
      },
    });
    sendAnswer(reply, answer);
  }
}
