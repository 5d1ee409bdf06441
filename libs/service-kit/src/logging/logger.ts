import { context, trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';
import type { LoggerService } from '@nestjs/common';
import { logFormat, type LogFormat } from './config.js';
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

/** Where lines go. */
export interface LogSink {
  write(line: string): unknown;
}

/** The span that a line belongs to; asked at each line, and cheap where there is none. */
function whereabouts(): object {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

const asText = (sink: LogSink): LogSink => ({ write: (line) => sink.write(textLine(line)) });

export function createLogger(options: LoggerOptions): Logger {
  const { format = logFormat(), out = pino.destination({ dest: 1, sync: true }) } = options;
  const settings = {
    level: options.level,
    mixin: whereabouts,
    base: { service: options.service, pid: process.pid },
    timestamp: () => `,"time":"${new Date(Date.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  const sink = format === 'text' ? asText(out) : out;
  return pino(settings, { write: (line) => void sink.write(line) });
}

const textOf = (message: unknown): string =>
  message instanceof Error ? message.message : typeof message === 'string' ? message : JSON.stringify(message);

/** Nest's own messages in the service's log; its start-up chatter goes to `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const context = (rest: readonly unknown[]): { context?: unknown } =>
    rest.length === 0 ? {} : { context: rest[rest.length - 1] };
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      logger.debug(context(rest), textOf(message));
    },
    error: (message: unknown, ...rest: unknown[]) => {
      logger.error({ ...context(rest), err: message instanceof Error ? message : undefined }, textOf(message));
    },
    warn: (message: unknown, ...rest: unknown[]) => {
      logger.warn(context(rest), textOf(message));
    },
    debug: (message: unknown, ...rest: unknown[]) => {
      logger.debug(context(rest), textOf(message));
    },
  };
}
