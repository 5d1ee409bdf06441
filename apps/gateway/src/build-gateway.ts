import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChannelSweep } from './channels/channel-sweep.js';
import type { GatewayPorts } from './gateway-ports.js';
import type { GatewaySettings } from './gateway-settings.js';
import { GatewayModule } from './gateway.module.js';
import { describeApi } from './http/docs/describe-api.js';
import { ApiDocuments } from './http/docs/docs.controller.js';
import { serveDocs } from './http/docs/swagger-page.js';
import { createHttpApp } from './http/http-app.js';
import type { RouteTable } from './http/problems/routes.js';
import { PageFiles } from './page/page-files.js';
import { servePage } from './page/serve-page.js';
import { Authenticator } from './people/tokens/authenticator.js';
import { PendingCorrections } from './transcripts/pending-corrections.js';
import { Intakes } from './uploads/intake/intakes.js';
import { UploadSweep } from './uploads/sweep.js';

/** The application, and the parts that the process needs for its background work. */
export interface Gateway {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
  readonly intakes: Intakes;
  readonly uploads: UploadSweep;
  readonly corrections: PendingCorrections;
  readonly channels: ChannelSweep;
  readonly authenticator: Authenticator;
}

/** Builds the application over its ports. The caller makes it listen. */
export async function buildGateway(ports: GatewayPorts, settings: GatewaySettings): Promise<Gateway> {
  const onProblem = (error: unknown): void => {
    ports.log.warn({ err: error }, 'background work failed, retrying later');
  };
  const { app, routes } = await createHttpApp(GatewayModule.of({ ports, settings, onProblem }), {
    maxBodyBytes: settings.limits.maxBodyBytes,
    readDeadlineMs: settings.limits.readDeadlineMs,
    trustProxy: settings.trustProxy,
    log: ports.log,
    metrics: ports.metrics,
    shown: ports.shown,
  });
  const documents = app.get(ApiDocuments, { strict: false });
  documents.describe = () => describeApi(app);
  serveDocs(app, () => documents.openApi());
  servePage(app.getHttpAdapter().getInstance(), new PageFiles(settings.webDir));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const part = <T>(type: new (...parts: never[]) => T): T => app.get<T>(type, { strict: false });
  return {
    app,
    routes,
    intakes: part(Intakes),
    uploads: part(UploadSweep),
    corrections: part(PendingCorrections),
    channels: part(ChannelSweep),
    authenticator: part(Authenticator),
  };
}
