import { Body, Controller, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { EngineRefusal, EngineReply, EngineRequest } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdministrationLog } from '../../people/administration-log/index.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import type { ProblemCode } from '../../kit/http/problems/catalogue.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { ENGINE_SERVICE, type EngineService } from './engine-service.js';
import { ChooseModel, ENGINE_NAME, TestEngine, type EngineTestAnswer, type ModelAnswer } from './engines.dto.js';
import * as operations from './engines.operations.js';

const PROBLEMS: Readonly<Record<EngineRefusal, ProblemCode>> = {
  'unknown-model': 'unknown-model',
  'unknown-engine': 'unknown-engine',
  'model-missing': 'model-missing',
  'engine-unusable': 'engine-unusable',
  'downloads-off': 'model-downloads-off',
  'disk-full': 'model-disk-full',
  'folder-unusable': 'model-folder-unusable',
  'choice-fixed': 'model-choice-fixed',
  busy: 'engine-test-running',
  'too-slow': 'engine-too-slow',
};

type Accepted = Exclude<EngineReply, { readonly refused: EngineRefusal }>;

/**
 * Speech engines of the processing service. Their state is part of /api/v1/about. Requests are recorded before they are sent: no
 * transaction covers both.
 */
@Controller('api/v1/engines')
export class EnginesController {
  constructor(
    @Inject(ENGINE_SERVICE) private readonly engines: EngineService,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
  ) {}

  @Post('models/:name/fetch')
  @Operation(operations.fetchModel)
  @TakesNoBody()
  fetch(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async () => {
      if (!ENGINE_NAME.test(name)) throw new Problem('unknown-model');
      await this.log.record({ kind: 'engine.fetch_requested', subject: { type: 'engine', name } });
      return jsonAnswer(202, toModelAnswer(await this.#send({ v: 1, act: 'fetch', model: name })));
    });
  }

  @Put('choice')
  @Operation(operations.chooseModel)
  async choose(@Body(bodyPipe) { model }: ChooseModel): Promise<ModelAnswer> {
    await this.log.record({ kind: 'engine.choice_requested', subject: { type: 'engine', name: model } });
    return toModelAnswer(await this.#send({ v: 1, act: 'use', model }));
  }

  @Post('test')
  @Operation(operations.testEngine)
  test(@Body(bodyPipe) body: TestEngine, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // A field may be null, which means the default.
    const [engine, model] = [body.engine ?? undefined, body.model ?? undefined];
    const selection = { ...(engine === undefined ? {} : { engine }), ...(model === undefined ? {} : { model }) };
    return this.once.respond({ request, reply }, body, async () =>
      jsonAnswer(200, toTestAnswer(await this.#send({ v: 1, act: 'test', ...selection }))),
    );
  }

  async #send(request: EngineRequest): Promise<Accepted> {
    const reply = await this.engines.send(request);
    if (!('refused' in reply)) return reply;
    throw new Problem(PROBLEMS[reply.refused], reply.detail === undefined ? {} : { detail: reply.detail });
  }
}

function toModelAnswer(reply: Accepted): ModelAnswer {
  if (!('model' in reply)) throw new Error('the processing service has replied to another request');
  return { model: reply.model, phase: reply.phase };
}

function toTestAnswer(reply: Accepted): EngineTestAnswer {
  if (!('trial' in reply)) throw new Error('the processing service has replied to another request');
  const { engine, model, words, wrongWords, spokenWords, seconds, tookMs, speed } = reply.trial;
  return { engine, model, words, wrong_words: wrongWords, spoken_words: spokenWords, seconds, took_ms: tookMs, speed };
}
