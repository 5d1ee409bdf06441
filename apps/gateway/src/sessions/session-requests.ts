import { sessionStatusOf, type StartRun } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OwnedItems } from '../commands/owned-items.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { Problem } from '../problems/problem.js';
import { refusalProblem } from '../recordings/refusals.js';
import type { StartRuns } from '../runs/start-run.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import type { SessionView } from './session-view.js';

export interface SessionRequestPorts {
  readonly items: OwnedItems;
  readonly runs: StartRuns;
  readonly once: IdempotentRequests;
  readonly view: SessionView;
}

/** PRG-02: only what has failed can be tried again. */
const notFailed = (): Problem =>
  new Problem('refused', {
    detail: 'Only a session that has failed can be tried again.',
    tryInstead: 'Read its status; for another text of the same audio, start a session of its own.',
  });

/** Commands on sessions, each once for its Idempotency-Key. */
export class SessionRequests {
  constructor(private readonly ports: SessionRequestPorts) {}

  async retry(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(undefined)),
      work: async () => {
        const outcome = await this.ports.items.send(sender, id, (asked, state): StartRun => {
          const run = { assetId: id, commandId: sender.commandId, overrides: new RunOverrides() };
          const command = this.ports.runs.command(run, { asked, state });
          // A second sending of the same request finds its own run at work; anything else has to have failed.
          const isOwn = state.phase === 'present' && state.run?.runId === command.runId;
          if (state.phase === 'present' && !isOwn && sessionStatusOf(state) !== 'failed') throw notFailed();
          return command;
        });
        if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
        return jsonAnswer(202, this.ports.view.renderState(id, outcome.asset), { location: `/api/v1/sessions/${id}/status` });
      },
    });
    sendAnswer(reply, answer);
  }
}
