import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorFields } from '../logging/error-fields.js';
import { nestLogger, type Logger } from '../logging/logger.js';
import { endTracing, startTracing } from '../tracing/start-tracing.js';

export interface ServiceOptions {
  readonly name: string;
  readonly module: DynamicModule | Type;
  readonly logger: Logger;
  readonly http: { readonly host: string; readonly port: number };
  /** After this the process leaves even if a part of it hangs. Milliseconds. */
  readonly shutdownLimitMs?: number;
}

const DEFAULT_SHUTDOWN_LIMIT_MS = 15_000;

/** Starts a worker service: a Nest application whose HTTP side answers health alone. Ends it in order on SIGTERM and SIGINT. */
export async function runService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(options.module, new FastifyAdapter(), {
    logger: nestLogger(options.logger),
    abortOnError: false,
  });
  closeOnSignals(app, options);
  await app.listen(options.http.port, options.http.host);
  options.logger.info({ url: await app.getUrl() }, `${options.name} is up`);
  return app;
}

/** Ends an application once, in order, with a limit. */
export function closeOnSignals(
  app: { close(): Promise<void> },
  options: Pick<ServiceOptions, 'name' | 'logger' | 'shutdownLimitMs'>,
): void {
  let closing = false;
  const close = (signal: string): void => {
    if (closing) return;
    closing = true;
    options.logger.info({ signal }, `${options.name} is stopping`);
    setTimeout(() => {
      options.logger.error('the shutdown took too long; leaving');
      process.exit(1);
    }, options.shutdownLimitMs ?? DEFAULT_SHUTDOWN_LIMIT_MS).unref();
    const ended = app.close().finally(() => endTracing());
    ended.then(
      () => {
        process.exit(0);
      },
      (error: unknown) => {
        options.logger.error({ err: error }, 'the shutdown failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => {
    close('SIGTERM');
  });
  process.once('SIGINT', () => {
    close('SIGINT');
  });
}

/** Runs `main` of a service: a start that fails says why in one line and ends with 1. */
export function startMain(name: string, main: () => Promise<unknown>): void {
  // Node would print the message, which may hold what nobody may read in a log.
  const ends = (what: string) => (reason: unknown) => {
    process.stderr.write(`${name}: ${what}: ${JSON.stringify(errorFields(reason))}\n`);
    process.exit(70);
  };
  process.on('unhandledRejection', ends('unhandled rejection'));
  process.on('uncaughtException', ends('uncaught exception'));
  const run = async (): Promise<void> => {
    await startTracing(name);
    await main();
  };
  run().catch((error: unknown) => {
    process.stderr.write(`${name} cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
