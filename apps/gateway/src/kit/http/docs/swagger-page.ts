import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

const PAGES: ReadonlySet<string | undefined> = new Set(['/docs', '/docs/']);

/**
 * Removes the inline styles of Swagger's template, which this server's content security policy forbids. The page works without
 * them.
 */
const withoutInlineStyles = (html: string): string =>
  html.replaceAll(/<style>[^]*?<\/style>/g, '').replace(/<svg ([^>]*?)style="[^"]*"/, '<svg $1width="0" height="0"');

function removeInlineStyles(instance: FastifyInstance): void {
  instance.addHook('onSend', (request, _reply, payload, done) => {
    const isPage = PAGES.has(request.routeOptions.url) && typeof payload === 'string';
    done(null, isPage ? withoutInlineStyles(payload) : payload);
  });
}

/** Serves the OpenAPI document as a page at `/docs`. All assets come from this server. */
export function serveDocs(app: NestFastifyApplication, document: () => OpenAPIObject): void {
  removeInlineStyles(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Throughline API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
