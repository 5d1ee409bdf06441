import { Body, Controller, Delete, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { PersonalData } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotencyStore } from '../../kit/http/idempotency/idempotency-store.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import type { Token } from '../../kit/provide.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { EraseBody } from './commands.dto.js';
import { deleteOperation, eraseOperation } from './commands.operations.js';
import { describeErase, namesPath } from './describe-erase.js';
import { describeDelete } from './describe-outcome.js';

/** The links that open items without an account. */
export interface ItemLinks {
  /** Returns the number of removed links. */
  removeOf(itemId: string): Promise<number>;
}

export const ITEM_LINKS: Token<ItemLinks> = Symbol('ItemLinks');

interface TracePorts {
  readonly answers: Pick<IdempotencyStore, 'forget'>;
  readonly links: ItemLinks;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Stored answers of the Idempotency-Key show items with their titles, and share links open them. An erasure removes both at once;
 * those stored at that very moment are removed by the next sweep.
 */
export class TraceEraser {
  constructor(private readonly ports: TracePorts) {}

  /** Never throws: the erasure is already committed, and must not be reported as failed. */
  async forget(id: string): Promise<void> {
    const { answers, links, onProblem } = this.ports;
    await Promise.all([answers.forget(id).catch(onProblem), links.removeOf(id).catch(onProblem)]);
  }
}

export class Retention {
  constructor(private readonly keepMs: number) {}

  expiresAt(now: string): string {
    return new Date(Date.parse(now) + this.keepMs).toISOString();
  }
}

/** Deletes and erases items of every kind. */
export function lifeController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class LifeController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(Retention) private readonly retention: Retention,
      @Inject(TraceEraser) private readonly traces: TraceEraser,
    ) {}

    @Delete(':id')
    @Operation(deleteOperation(kind))
    @TakesNoBody()
    delete(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        {
          id,
          command: (context) => ({ type: 'DeleteAsset', ...context, expiresAt: this.retention.expiresAt(context.now) }),
          describer: describeDelete,
          givesUp: true,
        },
      );
    }

    /** Every owner may erase: the right to be forgotten needs no operator. */
    @Post(':id/erase')
    @Operation(eraseOperation(kind))
    erase(
      @Param('id') id: string,
      @Body(bodyPipe) body: EraseBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      let before: PersonalData = {};
      let isPathNamed = false;
      return this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context, { state, personal }) => {
            before = personal;
            isPathNamed = namesPath(state, personal);
            return { type: 'EraseAsset', ...context };
          },
          describer: describeErase(() => before),
          givesUp: true,
          afterwards: () => this.traces.forget(id),
          // The path is erased with all other texts. A repeated request finds the erasure, and names the folder.
          isAnswerStored: () => !isPathNamed,
        },
      );
    }
  }
  return LifeController;
}
