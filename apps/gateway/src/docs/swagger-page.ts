import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

const PAGES: ReadonlySet<string | undefined> = new Set(['/docs', '/docs/']);

/** Swagger's own template styles a few elements in place, which the policy of this server forbids. Its style sheet does without. */
const withoutInlineStyles = (html: string): string =>
  html.replaceAll(/<style>[^]*?<\/style>/g, '').replace(/<svg ([^>]*?)style="[^"]*"/, '<svg $1width="0" height="0"');

function removeInlineStyles(instance: FastifyInstance): void {
  instance.addHook('onSend', (request, _reply, payload, done) => {
    const isPage = PAGES.has(request.routeOptions.url) && typeof payload === 'string';
    done(null, isPage ? withoutInlineStyles(payload) : payload);
  });
}

/** `/docs`: the OpenAPI document as a page. Everything it needs comes from this server. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  removeInlineStyles(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Throughline API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
