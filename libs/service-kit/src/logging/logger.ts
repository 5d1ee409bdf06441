import { context, trace } from '@opentelemetry/api';
import { pino, type LogFn, type Logger } from 'pino';
import type { LoggerService } from '@nestjs/common';
import { readLogFormat, type LogFormat } from './config.js';
import { toErrorFields } from './error-fields.js';
import { formatTextLine } from './text-line.js';

export type { Logger };

/** Fields that may hold a secret. They are removed from every log line. */
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
  readonly format?: LogFormat;
  readonly out?: LogSink;
}

const UNEXPECTED = 'an unexpected error';

export interface LogSink {
  write(line: string): unknown;
}

/** Returns the ids of the current span. Runs for each line, so it must be cheap. */
function getSpanFields(): object {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

const replaceErrors = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Error || name === 'err' ? toErrorFields(value) : value,
    ]),
  );

/** Sets a message, because pino would otherwise use the error's message. */
function addMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, text, ...rest] = args as [unknown, string?, ...unknown[]];
  if (typeof fields !== 'object' || fields === null) method.apply(this, args);
  else method.apply(this, [fields instanceof Error ? { err: fields } : fields, text ?? UNEXPECTED, ...rest] as typeof args);
}

const toTextSink = (sink: LogSink): LogSink => ({ write: (line) => sink.write(formatTextLine(line)) });

/** Bytes. Lines that a full disk refuses wait here until there is space; later lines are lost. */
const MAX_UNWRITTEN = 1024 * 1024;

/** Returns a sink that writes log lines to an open file. It never throws: a full disk must not end the service. */
export function openLogSink(descriptor: number): LogSink {
  const sink = pino.destination({ dest: descriptor, sync: true, maxLength: MAX_UNWRITTEN });
  sink.on('error', () => undefined);
  return sink;
}

const STDOUT = 1;

export function createLogger(options: LoggerOptions): Logger {
  const { format = readLogFormat(), out = openLogSink(STDOUT) } = options;
  const settings = {
    level: options.level,
    mixin: getSpanFields,
    base: { service: options.service, pid: process.pid },
    timestamp: () => `,"time":"${new Date(Date.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: replaceErrors },
    // Errors are plain fields by now. Pino's serializer would add the message.
    serializers: { err: (fields: unknown) => fields },
    hooks: { logMethod: addMessage },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  const sink = format === 'text' ? toTextSink(out) : out;
  return pino(settings, { write: (line) => void sink.write(line) });
}

const textOf = (message: unknown): string =>
  message instanceof Error ? UNEXPECTED : typeof message === 'string' ? message : JSON.stringify(message);

const isStack = (value: unknown): boolean => typeof value === 'string' && value.includes('\n    at ');

/** Adapts the logger for Nest. Nest's messages at start-up go to `debug`. */
export function createNestLogger(logger: Logger): LoggerService {
  const context = (rest: readonly unknown[]): { context?: unknown } => {
    const last = rest.at(-1);
    return last === undefined || isStack(last) ? {} : { context: last };
  };
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      logger.debug(context(rest), textOf(message));
    },
    error: (message: unknown, ...rest: unknown[]) => {
      // Nest logs some errors as message and stack, so the message must not be logged.
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
