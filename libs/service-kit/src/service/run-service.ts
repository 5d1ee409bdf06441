import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { toErrorFields } from '../logging/error-fields.js';
import { createNestLogger, type Logger } from '../logging/logger.js';
import { endTracing, startTracing } from '../tracing/start-tracing.js';

export interface ServiceOptions {
  readonly name: string;
  readonly module: DynamicModule | Type;
  readonly logger: Logger;
  readonly http: { readonly host: string; readonly port: number };
  /** Creates the transports whose messages the module's controllers handle. */
  readonly transports?: (app: INestApplicationContext) => readonly CustomTransportStrategy[];
  /** Milliseconds. */
  readonly shutdownLimitMs?: number;
}

const DEFAULT_SHUTDOWN_LIMIT_MS = 15_000;

/** Starts a worker service as a Nest application with health and metrics over HTTP. Stops it in order on SIGTERM and SIGINT. */
export async function runService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(options.module, new FastifyAdapter(), {
    logger: createNestLogger(options.logger),
    abortOnError: false,
  });
  for (const strategy of options.transports?.(app) ?? []) app.connectMicroservice({ strategy });
  closeOnSignals(app, options);
  await app.init();
  await app.startAllMicroservices();
  await app.listen(options.http.port, options.http.host);
  options.logger.info({ url: await app.getUrl() }, `${options.name} is up`);
  return app;
}

async function closeWithTraces(app: { close(): Promise<void> }): Promise<void> {
  try {
    await app.close();
  } finally {
    await endTracing();
  }
}

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
      options.logger.error('the shutdown took too long, exiting');
      process.exit(1);
    }, options.shutdownLimitMs ?? DEFAULT_SHUTDOWN_LIMIT_MS).unref();
    closeWithTraces(app).then(
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

/** Runs a service's `main`. If the start fails, it prints the reason in one line and exits with code 1. */
export function startMain(name: string, main: () => Promise<unknown>): void {
  // Node would print the error's message, which may hold personal data.
  const ends = (what: string) => (reason: unknown) => {
    process.stderr.write(`${name}: ${what}: ${JSON.stringify(toErrorFields(reason))}\n`);
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
