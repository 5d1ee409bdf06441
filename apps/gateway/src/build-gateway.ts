import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asyncApiDocument } from '@throughline/contracts';
import { ApiDocuments } from './docs/docs.controller.js';
import { openApiDocument } from './docs/openapi.js';
import { serveDocs } from './docs/swagger-page.js';
import { assembleGateway, type GatewayParts, type GatewayPorts } from './gateway.module.js';
import type { GatewaySettings } from './gateway-settings.js';
import { createHttpApp } from './http-app.js';
import type { RouteTable } from './problems/routes.js';
import { PageFiles } from './web/page-files.js';
import { servePage } from './web/serve-page.js';

export interface Gateway extends Omit<GatewayParts, 'module'> {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/** The whole application over its ports, not yet listening. */
export async function buildGateway(ports: GatewayPorts, settings: GatewaySettings): Promise<Gateway> {
  const openApi = openApiDocument();
  const { module, ...parts } = assembleGateway(ports, settings, new ApiDocuments(openApi, asyncApiDocument()));
  const { app, routes } = await createHttpApp(module, {
    maxBodyBytes: settings.limits.maxBodyBytes,
    trustProxy: settings.trustProxy,
    log: ports.log,
    metrics: ports.metrics,
    shown: ports.shown,
  });
  serveDocs(app, openApi);
  servePage(app.getHttpAdapter().getInstance(), new PageFiles(settings.webDir));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, routes, ...parts };
}
