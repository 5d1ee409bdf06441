import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { asyncApiDocument } from '@throughline/contracts';
import { Operation } from '../operation.js';
import { PROBLEMS_CSP, problemsPage } from './problems-page.js';

/** The documents of the API, which are made when somebody reads them. */
export class ApiDocuments {
  #openApi: OpenAPIObject | undefined;
  #openApiJson: Buffer | undefined;
  #asyncApiJson: Buffer | undefined;

  /** Set when the application exists, which the document describes. */
  describe: () => OpenAPIObject = () => {
    throw new Error('The application does not exist yet');
  };

  openApi(): OpenAPIObject {
    return (this.#openApi ??= this.describe());
  }

  /** JSON: it has megabytes, so it is written and encoded once. */
  openApiJson(): Buffer {
    return (this.#openApiJson ??= Buffer.from(JSON.stringify(this.openApi())));
  }

  asyncApiJson(): Buffer {
    return (this.#asyncApiJson ??= Buffer.from(JSON.stringify(asyncApiDocument())));
  }
}

const tag = 'service';
const JSON_TYPE = 'application/json; charset=utf-8';
const json = { 'application/json': { schema: { type: 'object' } } };

@Controller()
export class DocsController {
  constructor(@Inject(ApiDocuments) private readonly documents: ApiDocuments) {}

  @Get('openapi.json')
  @Operation({
    id: 'openApi',
    tag,
    scope: 'open',
    summary: 'Read this document',
    answers: [{ status: 200, description: 'OpenAPI 3.1.', content: json }],
    problems: [],
  })
  @Header('content-type', JSON_TYPE)
  openApi(): Buffer {
    return this.documents.openApiJson();
  }

  @Get('asyncapi.json')
  @Operation({
    id: 'asyncApi',
    tag,
    scope: 'open',
    summary: 'Read the document of the messages between the services',
    answers: [{ status: 200, description: 'AsyncAPI 3.0.', content: json }],
    problems: [],
  })
  @Header('content-type', JSON_TYPE)
  asyncApi(): Buffer {
    return this.documents.asyncApiJson();
  }

  /** The page that the `type` of each problem document links to. */
  @Get('docs/problems')
  @Operation({
    id: 'problems',
    tag,
    scope: 'open',
    summary: 'Read the explanation of every problem code',
    answers: [{ status: 200, description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } }],
    problems: [],
  })
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PROBLEMS_CSP)
  problems(): string {
    return problemsPage();
  }
}
