import { readFileSync } from 'node:fs';
import { newId } from '@throughline/contracts';
import { getMetadataStorage } from 'class-validator';
import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { ChangeCredential, ConsentQuery, CreateCredential } from '../credentials/credentials.dto.js';
import { SignedLinkQuery } from '../artifacts/signed-query.dto.js';
import { BulkFilters, BulkPauseBody, BulkRunBody } from '../bulk/bulk.dto.js';
import { CancelBody, PauseBody, SettleBody, UnstickBody } from '../commands/commands.dto.js';
import { ChangeChannel, CheckChannel, CreateChannel, FieldMapBody } from '../channels/channels.dto.js';
import { AddOutputsBody } from '../commands/outputs.dto.js';
import { DocumentBulkFilters, DocumentBulkPauseBody, DocumentBulkRunBody } from '../documents/document-bulk.dto.js';
import { DocumentDownloadQuery, DocumentListQuery } from '../documents/documents.dto.js';
import { RegisterFields } from '../recordings/register/register-fields.dto.js';
import { EventsQuery, ItemQuery, ListQuery } from '../recordings/queries/list-query.dto.js';
import { RegisterSource, SourceBody } from '../recordings/register/register-source.dto.js';
import { DownloadQuery, SessionListQuery } from '../sessions/sessions.dto.js';
import { LedgerQuery } from '../simulation/ledger-query.dto.js';
import {
  LimitsOverrides,
  OutputConfigBody,
  ProcessingConfig,
  RetryOverrides,
  RunOverrides,
  TranscriptionOverrides,
  TrimmingOverrides,
} from '../runs/run-overrides.dto.js';
import { ask, type Asking } from '../testing/ask.js';
import { formOf } from '../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { upload } from '../testing/upload.js';
import { startStep, workThrough } from '../testing/work-through.js';
import { MakeLink, OpenSession } from '../sign-in/sign-in.dto.js';
import { CreateToken } from '../tokens/tokens.dto.js';
import { ChangeUser, CreateUser } from '../users/users.dto.js';
import { VERSION } from '../version.js';
import { DocumentOverrides } from '../runs/document-overrides.dto.js';
import { openApiDocument } from './openapi.js';
import { documentDownloadParameters, documentListParameters } from './openapi/documents.js';
import { eventParameters, itemParameters, ledgerParameters, listParameters } from './openapi/parameters.js';
import { requests } from './openapi/requests.js';
import { answers, type AnswerName } from './openapi/schemas.js';
import { downloadParameters, sessionListParameters } from './openapi/sessions.js';

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
const paths = openApiDocument().paths as unknown as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
);

/** The same schema with no room for a field that it does not tell of. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema ? { ...inner, additionalProperties: false } : inner;
};
const complaints = (name: AnswerName, value: unknown): unknown[] => {
  const compiled = Compile(closed(JSON.parse(JSON.stringify(answers[name]))) as TSchema);
  return compiled.Check(value) ? [] : compiled.Errors(value).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the OpenAPI document', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  it('is OpenAPI 3.1 and of the version of the product', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(openApiDocument()).toMatchObject({ openapi: '3.1.0', info: { version } });
    expect(VERSION).toBe(version);
  });

  it('has every route of the application, and no other', () => {
    const inDocument = operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    const registered = gateway.routes.operations
      // HEAD comes with every GET; the rest of /docs is the page that shows this document, and / leads there.
      .filter(({ method, path }) => method !== 'HEAD' && path !== '/' && (!path.startsWith('/docs') || path === '/docs/problems'))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(registered)].sort()).toEqual(inDocument.sort());
  });

  it('resolves every reference', () => {
    const text = JSON.stringify(openApiDocument());
    const { schemas } = openApiDocument().components as { schemas: Record<string, object> };
    const referenced = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(referenced.length).toBeGreaterThan(20);
    expect(referenced.filter((name) => !Object.hasOwn(schemas, name))).toEqual([]);
  });

  it('names every operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(operations)(
    'describes $name: its answers with examples that fit, its refusals, its path parameters',
    ({ operation, path }) => {
      const examples = Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content ?? {}).flatMap(({ schema, example }) => {
          const name = /\/(\w+)$/.exec(schema !== undefined && '$ref' in schema ? String(schema.$ref) : '')?.[1];
          return name === undefined || example === undefined ? [] : [{ name: name as AnswerName, example }];
        }),
      );
      for (const { name, example } of examples) expect(complaints(name, example)).toEqual([]);
      const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(problems.map(([status]) => status)).toEqual(expect.arrayContaining(['429', '500', '503']));
      for (const [, { content }] of problems)
        for (const { value } of Object.values(content?.['application/problem+json']?.examples ?? {}))
          expect(complaints('Problem', value)).toEqual([]);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
    },
  );

  const fieldsOf = (dto: new () => object): string[] =>
    [
      ...new Set(
        getMetadataStorage()
          .getTargetValidationMetadatas(dto, '', false, false)
          .map(({ propertyName }) => propertyName),
      ),
    ].sort();
  const propertiesOf = (schema: object): string[] => Object.keys((schema as { properties: object }).properties).sort();
  const { processing_config: processing, output_config: output } = requests.RunOverrides.properties;

  it.each<[string, new () => object, string[]]>([
    ['RunOverrides', RunOverrides, propertiesOf(requests.RunOverrides)],
    ['processing_config', ProcessingConfig, propertiesOf(processing)],
    ['trimming', TrimmingOverrides, propertiesOf(processing.properties.trimming)],
    ['transcription', TranscriptionOverrides, propertiesOf(processing.properties.transcription)],
    ['retry', RetryOverrides, propertiesOf(processing.properties.retry)],
    ['limits', LimitsOverrides, propertiesOf(processing.properties.limits)],
    ['output_config', OutputConfigBody, propertiesOf(output)],
    ['RegisterForm', RegisterFields, propertiesOf(requests.RegisterForm).filter((name) => name !== 'file')],
    ['RegisterSource', RegisterSource, propertiesOf(requests.RegisterSource)],
    ['source', SourceBody, propertiesOf(requests.RegisterSource.properties.source)],
    ['Pause', PauseBody, propertiesOf(requests.Pause)],
    ['Cancel', CancelBody, propertiesOf(requests.Cancel)],
    ['Unstick', UnstickBody, propertiesOf(requests.Unstick)],
    ['Settle', SettleBody, propertiesOf(requests.Settle)],
    ['BulkRun', BulkRunBody, propertiesOf(requests.BulkRun)],
    ['BulkPause', BulkPauseBody, propertiesOf(requests.BulkPause)],
    ['DocumentBulkRun', DocumentBulkRunBody, propertiesOf(requests.DocumentBulkRun)],
    ['DocumentBulkPause', DocumentBulkPauseBody, propertiesOf(requests.DocumentBulkPause)],
    ['the filters of documents', DocumentBulkFilters, propertiesOf(requests.DocumentBulkRun.properties.filters)],
    ['the filters of bulk requests', BulkFilters, propertiesOf(requests.BulkRun.properties.filters)],
    ['CreateToken', CreateToken, propertiesOf(requests.CreateToken)],
    ['the link to a file', SignedLinkQuery, ['expires', 'signature']],
    ['MakeLink', MakeLink, propertiesOf(requests.MakeLink)],
    ['SignIn', OpenSession, propertiesOf(requests.SignIn)],
    ['CreateUser', CreateUser, propertiesOf(requests.CreateUser)],
    ['ChangeUser', ChangeUser, propertiesOf(requests.ChangeUser)],
    ['CreateCredential', CreateCredential, propertiesOf(requests.CreateCredential)],
    ['ChangeCredential', ChangeCredential, propertiesOf(requests.ChangeCredential)],
    ['CreateChannel', CreateChannel, propertiesOf(requests.CreateChannel)],
    ['ChangeChannel', ChangeChannel, propertiesOf(requests.ChangeChannel)],
    ['CheckChannel', CheckChannel, propertiesOf(requests.CheckChannel)],
    ['field_map', FieldMapBody, propertiesOf(requests.CreateChannel.properties.field_map)],
    ['the consent', ConsentQuery, ['code', 'error', 'state']],
    ['the list', ListQuery, listParameters.map(({ name }) => name).sort()],
    ['the item', ItemQuery, itemParameters.map(({ name }) => name).sort()],
    ['the events', EventsQuery, eventParameters.map(({ name }) => name).sort()],
    ['the documents', DocumentListQuery, documentListParameters.map(({ name }) => name).sort()],
    ['the file of a document', DocumentDownloadQuery, documentDownloadParameters.map(({ name }) => name).sort()],
    ['AddOutputs', AddOutputsBody, propertiesOf(requests.AddOutputs)],
    ['document', DocumentOverrides, propertiesOf(processing.properties.document)],
    ['the sessions', SessionListQuery, sessionListParameters.map(({ name }) => name).sort()],
    ['the transcript of a session', DownloadQuery, downloadParameters.map(({ name }) => name).sort()],
    ['the ledger', LedgerQuery, ledgerParameters.map(({ name }) => name).sort()],
  ])('tells of %s the fields that are taken', (_, dto, told) => {
    expect(told).toEqual(fieldsOf(dto));
  });

  describe('fits real answers, field by field', () => {
    const get = (url: string) => gateway.app.inject({ url, headers: { authorization: `Bearer ${gateway.token}` } });

    it('of a recording in each of its states, its list and its events', async () => {
      const item = await upload(gateway, { fields: { run: 'true' } });
      const path = `/api/v1/recordings/${item.id}`;
      expect(complaints('Recording', (await get(path)).json())).toEqual([]);
      await workThrough(gateway, item.id);
      const ready = (await get(`${path}?wait=5&after_revision=${item.revision}`)).json<object>();
      expect(complaints('Recording', ready)).toEqual([]);
      expect(complaints('RecordingList', (await get('/api/v1/recordings?include=total')).json())).toEqual([]);
      const past = '?as_of=2100-01-01T00:00:00Z';
      expect(complaints('PastRecordingList', (await get(`/api/v1/recordings${past}`)).json())).toEqual([]);
      expect(complaints('Recording', (await get(`${path}${past}`)).json())).toEqual([]);
      expect(complaints('EventList', (await get(`${path}/events`)).json())).toEqual([]);
      expect(complaints('ArtifactList', (await get(`${path}/artifacts`)).json())).toEqual([]);
    });

    it('of a session, a list of them and a retry', async () => {
      const form = formOf({}, { bytes: newId() });
      const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
      const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload: form.payload });
      expect(complaints('Session', made.json())).toEqual([]);
      const path = `/api/v1/sessions/${made.json<{ session_id: string }>().session_id}`;
      expect(complaints('Session', (await get(`${path}/status`)).json())).toEqual([]);
      expect(complaints('SessionList', (await get('/api/v1/sessions')).json())).toEqual([]);
      expect(complaints('Problem', (await get(`${path}/download`)).json())).toEqual([]);
    });

    it('of a document, a list of them, its steps and what is asked of it', async () => {
      const form = formOf({}, { bytes: newId() });
      const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
      const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
      expect(complaints('Document', made.json())).toEqual([]);
      const { id } = made.json<{ id: string }>();
      const path = `/api/v1/documents/${id}`;
      expect(complaints('Document', (await get(path)).json())).toEqual([]);
      expect(complaints('DocumentSteps', (await get(`${path}/steps`)).json())).toEqual([]);
      expect(complaints('DocumentList', (await get('/api/v1/documents?include=total')).json())).toEqual([]);
      expect(complaints('Document', (await get(`${path}?as_of=2100-01-01T00:00:00Z`)).json())).toEqual([]);
      expect(complaints('PastDocumentList', (await get('/api/v1/documents?as_of=2100-01-01T00:00:00Z')).json())).toEqual([]);
      expect(complaints('DocumentExplanation', (await get(`${path}/explain`)).json())).toEqual([]);
      const { authorization } = headers;
      const bulk = async (action: string): Promise<unknown> => {
        const payload = { document_ids: [path.split('/').at(-1)] };
        const url = `/api/v1/documents/bulk/${action}`;
        return (await gateway.app.inject({ method: 'POST', url, headers: { authorization }, payload })).json();
      };
      expect(complaints('DocumentBulkPauseAnswer', await bulk('pause'))).toEqual([]);
      expect(complaints('DocumentBulkRunAnswer', await bulk('run'))).toEqual([]);
      for (const command of ['cancel', 'run', 'reset']) {
        const answer = await gateway.app.inject({ method: 'POST', url: `${path}/${command}`, headers: { authorization } });
        expect(complaints('DocumentCommandAnswer', answer.json())).toEqual([]);
      }
      const dry = await gateway.app.inject({ method: 'POST', url: `${path}/run?dry_run=true`, headers: { authorization } });
      expect(complaints('DocumentDryRun', dry.json())).toEqual([]);
    });

    it('of a run, a token, the service and a refusal', async () => {
      const item = await upload(gateway);
      const headers = { authorization: `Bearer ${gateway.token}` };
      const run = await gateway.app.inject({ method: 'POST', url: `/api/v1/recordings/${item.id}/run`, headers });
      expect(complaints('RunAnswer', run.json())).toEqual([]);
      const token = await gateway.app.inject({ method: 'POST', url: '/api/v1/me/tokens', headers, payload: { name: 'doc' } });
      expect(complaints('CreatedToken', token.json())).toEqual([]);
      expect(complaints('TokenList', (await get('/api/v1/me/tokens')).json())).toEqual([]);
      expect(complaints('About', (await get('/api/v1/about')).json())).toEqual([]);
      expect(complaints('Live', (await get('/health/live')).json())).toEqual([]);
      expect(complaints('Ready', (await get('/health/ready')).json())).toEqual([]);
      expect(complaints('Problem', (await get(`/api/v1/recordings/${newId()}`)).json())).toEqual([]);
      expect(complaints('Problem', (await get('/api/v1/recordings?limit=x')).json())).toEqual([]);
    });
  });

  it('fits the answers of every command and of many at once', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    const body = { recording_ids: [id, newId()] };
    const answers: readonly [AnswerName, string, Asking][] = [
      ['BulkPauseAnswer', '/bulk/pause', { body: { ...body, reason: 'spec', for_ms: 60_000 } }],
      ['BulkRunAnswer', '/bulk/run', { body }],
      ['BulkPauseAnswer', '/bulk/pause?dry_run=true', { body }],
      ['CommandPreview', `/${id}/pause?dry_run=true`, {}],
      ['CommandAnswer', `/${id}/pause`, { body: { reason: 'spec', for_ms: 60_000 } }],
      ['RunAnswer', `/${id}/run?dry_run=true`, {}],
      ['CommandAnswer', `/${id}/run`, {}],
      ['CommandAnswer', `/${id}/unstick`, {}],
      ['CommandAnswer', `/${id}/stages/TRIM/skip`, {}],
      ['CommandAnswer', `/${id}/cancel`, { body: { reason: 'spec' } }],
      ['RunAnswer', `/${id}/run?dry_run=true`, {}],
      ['CommandAnswer', `/${id}/reset`, {}],
      ['CommandAnswer', `/${id}`, { method: 'DELETE' }],
      ['Problem', `/${id}/reset`, {}],
      ['CommandAnswer', `/${id}/restore`, {}],
      ['Recording', `/${id}`, { method: 'GET' }],
    ];
    for (const [name, path, asking] of answers)
      expect({ path, wrong: complaints(name, (await ask(gateway, path, asking)).json()) }).toEqual({ path, wrong: [] });
  });

  it('is shown as a page that needs nothing from elsewhere', async () => {
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
    expect((await gateway.app.inject({ url: '/openapi.json' })).json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect((await gateway.app.inject({ url: '/asyncapi.json' })).json()).toMatchObject({
      asyncapi: expect.stringMatching(/^3\./) as string,
    });
  });
});
