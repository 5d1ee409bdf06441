import { engineReplyCodec, engineRequestCodec, type EngineReply, type EngineRequest } from '@throughline/contracts';
import type { EngineService } from '../workers/engines/engine-service.js';
import { Problem } from '../kit/http/problems/problem.js';

/** Records every request, and answers it with `reply`, or as a worker that carries it out. */
export class MemoryEngineService implements EngineService {
  readonly requests: EngineRequest[] = [];
  reply: EngineReply | 'nobody' | undefined;

  send(request: EngineRequest): Promise<EngineReply> {
    this.requests.push(engineRequestCodec.decode(engineRequestCodec.encode(request)));
    if (this.reply === 'nobody')
      return Promise.reject(new Problem('no-processing-service', { headers: { 'retry-after': '30' } }));
    return Promise.resolve(engineReplyCodec.decode(engineReplyCodec.encode(this.reply ?? carryOut(request))));
  }
}

function carryOut(request: EngineRequest): EngineReply {
  if (request.act !== 'test') return { v: 1, model: request.model, phase: request.act === 'use' ? 'ready' : 'fetching' };
  const { engine = 'whisper-cpp', model = 'base' } = request;
  const trial = { engine, model, words: 'Welcome.', wrongWords: 28, spokenWords: 29, seconds: 10, tookMs: 5_000, speed: 2 };
  return { v: 1, trial };
}
