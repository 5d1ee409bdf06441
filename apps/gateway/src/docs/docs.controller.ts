import { Controller, Get, Header, Inject } from '@nestjs/common';
import { OpenToAll } from '../tokens/auth.guard.js';
import { PROBLEMS_CSP, problemsPage } from './problems-page.js';

/** The documents that are served as they are; made once at the start. */
export class ApiDocuments {
  constructor(
    readonly openApi: object,
    readonly asyncApi: object,
  ) {}
}

@Controller()
@OpenToAll()
export class DocsController {
  constructor(@Inject(ApiDocuments) private readonly documents: ApiDocuments) {}

  @Get('openapi.json')
  openApi(): object {
    return this.documents.openApi;
  }

  @Get('asyncapi.json')
  asyncApi(): object {
    return this.documents.asyncApi;
  }

  /** Where the `type` of every problem document leads. */
  @Get('docs/problems')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PROBLEMS_CSP)
  problems(): string {
    return problemsPage();
  }
}
