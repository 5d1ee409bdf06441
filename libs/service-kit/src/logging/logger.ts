import { pino, type Logger } from 'pino';
import type { LoggerService } from '@nestjs/common';

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

export function createLogger(options: { service: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { service: options.service, pid: process.pid },
    timestamp: () => `,"time":"${new Date(Date.now()).toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  });
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
