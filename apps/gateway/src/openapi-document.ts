import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AdaptersModule } from './adapters.module.js';
import type { GatewayConfig } from './config.js';
import type { GatewayContext } from './gateway-context.js';
import { GatewayModule } from './gateway.module.js';
import { describeApi } from './kit/http/docs/describe-api.js';

async function describePreview(): Promise<OpenAPIObject> {
  const module = GatewayModule.of({} as GatewayContext, AdaptersModule.of({} as GatewayConfig));
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  return describeApi(app);
}

let document: Promise<OpenAPIObject> | undefined;

/** Returns the OpenAPI document of the gateway without starting it: Nest creates no provider for a preview. */
export const openApiDocument = (): Promise<OpenAPIObject> => (document ??= describePreview());
