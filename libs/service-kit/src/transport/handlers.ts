import { Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import { firstValueFrom, isObservable, type Observable } from 'rxjs';

/** Accepts methods that take one message. */
export type HandlerDecorator<Message, Result> = <Method extends (message: Message) => Result>(
  prototype: object,
  key: string,
  method: TypedPropertyDescriptor<Method>,
) => void;

@Catch()
class RethrowingFilter implements ExceptionFilter {
  catch(error: Error): never {
    throw error;
  }
}
const unchanged = new RethrowingFilter();

/** Passes the errors of a handler to its transport unchanged. Nest's own filter replaces every error by one text. */
export const RethrowErrors = (): MethodDecorator => UseFilters(unchanged);

/** Calls a handler through Nest. The result is an observable only where an interceptor made one. */
export async function callHandler<Result>(handler: MessageHandler, message: object): Promise<Result> {
  const answer = (await handler(message)) as Result | Observable<Result>;
  return isObservable(answer) ? firstValueFrom(answer) : answer;
}
