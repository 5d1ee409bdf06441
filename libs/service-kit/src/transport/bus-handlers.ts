import { applyDecorators } from '@nestjs/common';
// The index of the package would load the clients and servers of every broker.
import { EventPattern } from '@nestjs/microservices/decorators/event-pattern.decorator.js';
import { MessagePattern } from '@nestjs/microservices/decorators/message-pattern.decorator.js';
import type { MessageCodec } from '@throughline/contracts';
import { RethrowErrors, type HandlerDecorator } from './handlers.js';

/** Keeps the handlers of the bus apart from those of other transports. */
export const BUS = Symbol('bus');

type Encoder<T> = Pick<MessageCodec<T>, 'encode'>;
type Decoder<T> = Pick<MessageCodec<T>, 'decode'>;

/** A message over core NATS, as its handler gets it. */
export interface BusMessage<Content> {
  readonly content: Content;
  readonly subject: string;
  /** Fires when the service stops. */
  readonly signal: AbortSignal;
}

/** The settings of a handler, which Nest passes to the strategy with it. */
export interface BusEndpoint {
  readonly content: Decoder<unknown>;
  /** Absent for notices, which get no reply. */
  readonly reply?: Encoder<unknown>;
  readonly queue?: string;
}

interface ResponderCodecs<Request, Reply> {
  readonly request: Decoder<Request>;
  readonly reply: Encoder<Reply>;
  /** The queue group: one of its members gets each request. */
  readonly queue: string;
}

/** Makes a method of a controller reply to the requests on a subject. Requests run side by side. */
export const Responder = <Request, Reply>(
  subject: string,
  { request, reply, queue }: ResponderCodecs<Request, Reply>,
): HandlerDecorator<BusMessage<Request>, Promise<Reply>> => {
  const endpoint: BusEndpoint = { content: request, reply, queue };
  return applyDecorators(MessagePattern(subject, BUS, endpoint), RethrowErrors());
};

/** Makes a method of a controller receive every notice on a subject, which may contain wildcards. Notices run in order. */
export const Listener = <Notice>(subject: string, codec: Decoder<Notice>): HandlerDecorator<BusMessage<Notice>, void> => {
  const endpoint: BusEndpoint = { content: codec };
  // A list, because for a single name the types expect a map of events.
  return applyDecorators(EventPattern([subject], BUS, endpoint), RethrowErrors());
};
