import type { DynamicModule, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { basePathOf } from '@throughline/service-kit';
import type { GatewayContext } from './gateway-context.js';
import { GatewayModule } from './gateway.module.js';
import { describeApi } from './kit/http/docs/describe-api.js';
import { ApiDocuments } from './kit/http/docs/docs.controller.js';
import { serveDocs } from './kit/http/docs/swagger-page.js';
import { createHttpApp } from './kit/http/http-app.js';
import type { RouteTable } from './kit/http/problems/routes.js';
import { answerDirectly } from './items/index.js';
import { restrictAnswersToReaders } from './items/read/reader-view.js';
import { directReads } from './kinds/direct-reads.js';
import { AuthGuard } from './people/tokens/auth.guard.js';
import { PageFiles } from './operations/page/page-files.js';
import { servePage } from './operations/page/serve-page.js';
import { EMBED_PAGE, EMBEDS, type SetServices } from './sharing/index.js';
import { ClientPositions, addPositionHeader } from './adapters/projection/client-positions.js';
import { RowFreshness } from './adapters/projection/fresh-rows.js';
import { addStaleSince } from './adapters/projection/stale-answers.js';
import { registerTus } from './exchange/uploads/tus.js';

export interface Gateway {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/** Builds the application over its adapters, and starts their transport for messages. The caller makes it listen to HTTP. */
export async function buildGateway(
  context: GatewayContext,
  adapters: DynamicModule,
  transport?: Type<CustomTransportStrategy>,
): Promise<Gateway> {
  const { settings, log, metrics } = context;
  const { app, routes } = await createHttpApp(GatewayModule.of(context, adapters), { ...settings, log, metrics });
  const instance = app.getHttpAdapter().getInstance();
  addPositionHeader(instance, app.get(ClientPositions, { strict: false }));
  addStaleSince(instance, app.get(RowFreshness, { strict: false }));
  restrictAnswersToReaders(instance);
  answerDirectly(instance, directReads(app), {
    guard: app.get(AuthGuard, { strict: false }),
    fresh: app.get(RowFreshness, { strict: false }),
  });
  registerTus(instance);
  const documents = app.get(ApiDocuments, { strict: false });
  const basePath = basePathOf(settings.publicUrl);
  documents.describe = () => describeApi(app, basePath);
  serveDocs(app, () => documents.openApi());
  const { access } = app.get<SetServices>(EMBEDS, { strict: false });
  const sitesOf = async (code: string, from: string) => (await access.require(code, from)).origins;
  servePage(instance, new PageFiles(settings.webDir, basePath), { path: EMBED_PAGE, sitesOf });
  if (transport !== undefined) app.connectMicroservice({ strategy: app.get(transport, { strict: false }) });
  await app.init();
  await app.startAllMicroservices();
  await instance.ready();
  return { app, routes };
}
