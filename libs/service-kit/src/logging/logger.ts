import { context, trace } from '@opentelemetry/api';
import { pino, type LogFn, type Logger } from 'pino';
import type { LoggerService } from '@nestjs/common';
import { logFormat, type LogFormat } from './config.js';
import { errorFields } from './error-fields.js';
import { textLine } from './text-line.js';

export type { Logger };

/** Fields that may carry a secret are cut out wherever they stand in a log line. */
const REDACTED = [
  'password',
  'token',
  'authorization',
  'masterKey',
  '*.password',
  '*.token',
  '*.authorization',
  '*.masterKey',
  'req.headers.authorization',
  'req.headers.cookie',
];

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** The environment decides where nothing is said. */
  readonly format?: LogFormat;
  readonly out?: LogSink;
}

/** For an error that comes without words of ours. */
const UNEXPECTED = 'an unexpected error';

/** Where lines go. */
export interface LogSink {
  write(line: string): unknown;
}

/** The span that a line belongs to; asked at each line, and cheap where there is none. */
function whereabouts(): object {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

/** Errors under any name become fields without their messages. */
const withoutMessages = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Error || name === 'err' ? errorFields(value) : value,
    ]),
  );

/** Pino would take the message of the error where a line has none of its own. */
function named(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, text, ...rest] = args as [unknown, string?, ...unknown[]];
  if (typeof fields !== 'object' || fields === null) method.apply(this, args);
  else method.apply(this, [fields instanceof Error ? { err: fields } : fields, text ?? UNEXPECTED, ...rest] as typeof args);
}

const asText = (sink: LogSink): LogSink => ({ write: (line) => sink.write(textLine(line)) });

export function createLogger(options: LoggerOptions): Logger {
  const { format = logFormat(), out = pino.destination({ dest: 1, sync: true }) } = options;
  const settings = {
    level: options.level,
    mixin: whereabouts,
    base: { service: options.service, pid: process.pid },
    timestamp: () => `,"time":"${new Date(Date.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: withoutMessages },
    // An error is in plain fields by then: the serializer of pino would add its message.
    serializers: { err: (fields: unknown) => fields },
    hooks: { logMethod: named },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  const sink = format === 'text' ? asText(out) : out;
  return pino(settings, { write: (line) => void sink.write(line) });
}

const textOf = (message: unknown): string =>
  message instanceof Error ? UNEXPECTED : typeof message === 'string' ? message : JSON.stringify(message);

const isStack = (value: unknown): boolean => typeof value === 'string' && value.includes('\n    at ');

/** Nest's own messages in the service's log; its start-up chatter goes to `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const context = (rest: readonly unknown[]): { context?: unknown } => {
    const last = rest.at(-1);
    return last === undefined || isStack(last) ? {} : { context: last };
  };
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      logger.debug(context(rest), textOf(message));
    },
    error: (message: unknown, ...rest: unknown[]) => {
      // Nest tells of some errors by their message and their stack.
      const isTold = rest.some(isStack);
      logger.error(
        { ...context(rest), ...(message instanceof Error ? { err: message } : {}) },
        isTold ? UNEXPECTED : textOf(message),
      );
    },
    warn: (message: unknown, ...rest: unknown[]) => {
      logger.warn(context(rest), textOf(message));
    },
    debug: (message: unknown, ...rest: unknown[]) => {
      logger.debug(context(rest), textOf(message));
    },
  };
}
