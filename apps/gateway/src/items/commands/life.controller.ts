import { Body, Controller, Delete, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { isPresent, type AssetState } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotencyStore } from '../../http/idempotency/idempotency-store.js';
import type { ShareLinkStore } from '../../sharing/index.js';
import { Operation } from '../../http/operation.js';
import { TakesNoBody } from '../../http/problems/no-body.js';
import { bodyPipe } from '../../http/problems/validation.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { EraseBody } from './commands.dto.js';
import { deleteOperation, eraseOperation, restoreOperation } from './commands.operations.js';
import { describeDelete, describeRestore } from './describe-outcome.js';
import type { OutcomeDescriber } from './outcome.js';

interface TracePorts {
  readonly answers: Pick<IdempotencyStore, 'forget'>;
  readonly shareLinks: Pick<ShareLinkStore, 'removeOf'>;
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
    const { answers, shareLinks, onProblem } = this.ports;
    await Promise.all([answers.forget(id).catch(onProblem), shareLinks.removeOf(id).catch(onProblem)]);
  }
}

export class Retention {
  constructor(private readonly keepMs: number) {}

  expiresAt(now: string): string {
    return new Date(Date.parse(now) + this.keepMs).toISOString();
  }
}

/** Returns the outputs that have received anything, whatever the outcome of their last run. */
const findDeliveredOutputs = (state: AssetState): readonly string[] =>
  isPresent(state)
    ? state.steps.flatMap(({ kind, output, delivered: result, phase, step }) =>
        kind === 'delivery' && (result !== undefined || phase === 'completed') ? [output?.name ?? step] : [],
      )
    : [];

/** Delivered files are not ours to delete, so the outcome names the outputs that still hold them. */
const describeErase: OutcomeDescriber = ({ asset }) => {
  const outputs = findDeliveredOutputs(asset.state);
  return {
    code: 'erased',
    preview:
      'The item would be erased. Its personal data would be hidden, and its files and its key would be destroyed. ' +
      'Its status and its history without personal data would be kept.',
    detail:
      'The item is erased. Its personal data is hidden, and its files and its key are being destroyed. ' +
      'Its status and its history without personal data are kept.',
    tryInstead:
      outputs.length === 0
        ? 'Register the file again, as a new item.'
        : `Delivered files are not deleted. Delete them at the outputs yourself (${outputs.join(', ')}).`,
  };
};

/** Deletes, restores and erases items of every kind. */
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

    @Post(':id/restore')
    @Operation(restoreOperation(kind))
    @TakesNoBody()
    restore(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, command: (context) => ({ type: 'RestoreAsset', ...context }), describer: describeRestore },
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
      return this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context) => ({ type: 'EraseAsset', ...context }),
          describer: describeErase,
          givesUp: true,
          afterwards: () => this.traces.forget(id),
        },
      );
    }
  }
  return LifeController;
}
