import type { EngineReply, EngineRequest } from '@throughline/contracts';
import type { Token } from '../../kit/provide.js';

/** Sends requests about speech engines to the processing service, which has their programs and models. */
export interface EngineService {
  /** Throws `no-processing-service` if nobody answers. */
  send(request: EngineRequest): Promise<EngineReply>;
}

export const ENGINE_SERVICE: Token<EngineService> = Symbol('EngineService');
