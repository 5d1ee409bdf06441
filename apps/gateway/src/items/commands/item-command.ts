import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Inject,
  Param,
  Post,
  Req,
  Res,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipeOf } from '../../kit/http/problems/validation.js';
import type { ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import type { ItemRequest } from './item-requests.js';

interface CommandInput<Fields extends object> {
  readonly body: Fields;
  /** The parts of the path besides the id. */
  readonly params: Readonly<Record<string, string>>;
  /** The library of the caller. */
  readonly owner: string;
  readonly services: ItemServices;
}

type CommandRequest = Omit<ItemRequest, 'id' | 'body'>;

interface CommandDefinition<Fields extends object> {
  /** Default: POST. */
  readonly method?: 'DELETE';
  /** Below the address of the item. */
  readonly path: string;
  /** A command without a body in it refuses one. */
  readonly operation: (kind: ItemKind) => OperationOptions;
  readonly read: (input: CommandInput<Fields>) => CommandRequest | Promise<CommandRequest>;
}

export type ItemController = (endpoints: ItemEndpoints) => Type;

const NOTHING: PipeTransform = { transform: () => ({}) };

/** Makes a command of items from one definition: its route, its description and its request. */
export const itemCommand =
  <Fields extends object = object>({ method, path: route, operation, read }: CommandDefinition<Fields>): ItemController =>
  ({ path, services, kind }) => {
    const options = operation(kind);
    const model = options.body?.type as Type | undefined;
    const Route = method === 'DELETE' ? Delete : Post;

    @Controller(path)
    class CommandController {
      constructor(@Inject(services) private readonly services: ItemServices) {}

      @Route(`:id/${route}`)
      @Operation(options)
      @(model === undefined ? TakesNoBody() : applyDecorators())
      async carryOut(
        @Param() { id = '', ...params }: Readonly<Record<string, string>>,
        @Body(model === undefined ? NOTHING : bodyPipeOf(model)) body: Fields,
        @Req() request: FastifyRequest,
        @Res() reply: FastifyReply,
      ): Promise<void> {
        const { ownerId: owner } = principalOf(request);
        const command = await read({ body, params, owner, services: this.services });
        await this.services.requests.carryOut({ request, reply }, { id, ...(model === undefined ? {} : { body }), ...command });
      }
    }
    return CommandController;
  };
