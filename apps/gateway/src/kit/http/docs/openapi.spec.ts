import { readFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { VERSION } from '@throughline/service-kit';
import { openApiDocument } from '../../../openapi-document.js';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { closeSchema } from '../../../testing/documented-answers.js';

interface Operation {
  operationId: string;
  summary: string;
  responses: Record<
    string,
    {
      description: string;
      content?: Record<string, { schema?: object; example?: unknown; examples?: Record<string, { value: unknown }> }>;
    }
  >;
  requestBody?: { content: Record<string, { example?: unknown }> };
  parameters: { name: string; in: string }[];
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}
const document = JSON.parse(JSON.stringify(await openApiDocument())) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
);

/** Most operations have the same problems, and compiling a schema takes much longer than a check. */
const compiledSchemas = new Map<string, Validator>();
function compiledOf(schema: object): Validator {
  const key = JSON.stringify(schema);
  const known = compiledSchemas.get(key) ?? Compile(closeSchema({ ...document }, schema) as TSchema);
  compiledSchemas.set(key, known);
  return known;
}

const complaints = (schema: object, value: unknown): unknown[] => {
  const compiled = compiledOf(schema);
  return compiled.Check(value) ? [] : compiled.Errors(value).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the OpenAPI document', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  it('is OpenAPI 3.1 and has the version of the product', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version } });
    expect(VERSION).toBe(version);
  });

  it('has every route of the application, and no other', () => {
    const inDocument = operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    const registered = gateway.routes.operations
      // Every GET has a HEAD. The other routes below /docs are the page that renders this document, and / redirects to it.
      .filter(({ method, path }) => method !== 'HEAD' && path !== '/' && (!path.startsWith('/docs') || path === '/docs/problems'))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(registered)].sort()).toEqual(inDocument.sort());
  });

  it('resolves every reference', () => {
    const referenced = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(referenced.length).toBeGreaterThan(20);
    expect(referenced.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  it('gives every operation a unique id', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(operations)('describes $name with valid examples, its problems and its path parameters', ({ operation, path }) => {
    const examples = Object.values(operation.responses).flatMap(({ content }) =>
      Object.values(content ?? {}).flatMap(({ schema, example }) =>
        schema === undefined || example === undefined ? [] : [{ schema, example }],
      ),
    );
    for (const { schema, example } of examples) expect(complaints(schema, example)).toEqual([]);
    const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
    expect(problems.map(([status]) => status)).toEqual(expect.arrayContaining(['429', '500', '503']));
    for (const [, { content }] of problems) {
      const { schema = {}, examples: shown = {} } = content?.['application/problem+json'] ?? {};
      for (const { value } of Object.values(shown)) expect(complaints(schema, value)).toEqual([]);
    }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
  });

  it('is rendered as a page that loads nothing from other servers', async () => {
    const page = await gateway.app.inject({ url: '/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/);
    for (const url of ['/docs', '/docs/problems', '/api/v1/about']) {
      const { headers } = await gateway.app.inject({ url });
      expect(headers['content-security-policy']).toMatch(/^default-src /);
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
    const links = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(https?:)?\/\//);
      expect((await gateway.app.inject({ url: new URL(link, 'http://x/docs').pathname })).statusCode).toBe(200);
    }
    expect((await gateway.app.inject({ url: '/openapi.json' })).json()).toEqual(document);
    expect((await gateway.app.inject({ url: '/asyncapi.json' })).json()).toMatchObject({
      asyncapi: expect.stringMatching(/^3\./) as string,
    });
  });
});
