import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** `/docs`: the OpenAPI document as a page. Everything it needs comes from this server. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Throughline API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
