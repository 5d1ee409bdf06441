import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
// The index of the package would load the clients and servers of every broker.
import { Server } from '@nestjs/microservices/server/server.js';

/** A transport of Nest in which one method handles each pattern. A second one stops the start. */
export abstract class SingleHandlerTransport<Status extends string = string>
  extends Server<Record<string, () => void>, Status>
  implements CustomTransportStrategy
{
  override addHandler(
    pattern: string,
    handler: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    if (this.messageHandlers.has(pattern)) throw new Error(`Two methods handle ${pattern}`);
    super.addHandler(pattern, handler, isEventHandler, extras);
  }

  on(): never {
    throw new Error('This transport emits no events');
  }

  unwrap(): never {
    throw new Error('The connection belongs to the service');
  }
}
