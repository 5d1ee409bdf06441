import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '@throughline/service-kit';
import { problemResponses, problemsOf, X_OPERATION, type OperationExtension } from '../operation.js';
import { referencedModels } from '../schemas.js';
import { describeOutgoingRequests } from './outgoing-requests.js';

const DESCRIPTION = `
Every step of an item is an event, and its status is computed from these events.

Refusals are problem documents (RFC 9457); every \`code\` has a section on [/docs/problems](/docs/problems).
Field names are \`snake_case\`, times are UTC. Ids, cursors and revisions are opaque.
An optional JSON body, and an optional field of it, may also be \`null\`, which means the same as leaving it out unless the field says otherwise.
`.trim();

const TAGS = {
  recordings: 'Register, follow and run.',
  uploads: 'Files in parts, which continue after an interruption.',
  control: 'Run, pause, cancel, repair.',
  bulk: 'One command for many items, previewed and then executed in the background.',
  sessions: 'Speech to text only.',
  documents: 'Take in, read, name and file.',
  artifacts: 'The files that the steps of an item made.',
  people: 'Users, and how a browser signs in.',
  sharing: 'Links, podcast feeds and embeds that open items without an account.',
  tokens: 'Access for programs.',
  credentials: 'Access to other services.',
  channels: 'Sources of videos, and the pages that show their progress.',
  templates: 'Saved settings for runs.',
  outputs: 'Destinations of deliveries.',
  sources: 'Places that are looked through for new items.',
  notices: 'Mails about failures and questions.',
  webhooks: 'Addresses that are told of changes to items.',
  simulation: 'Requests to simulated connectors, for administrators.',
  service: 'About the server itself.',
} as const;

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Unwraps `oneOf` with a single schema, which the decorators of fields use to keep that schema as it is. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isNode(value)) return value;
  const { oneOf, ...rest } = value;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, unwrap(each)]));
  if (!Array.isArray(oneOf)) return inner;
  const schemas = oneOf.map(unwrap);
  return schemas.length === 1 ? { ...inner, ...(schemas[0] as Node) } : { ...inner, oneOf: schemas };
}

/** Applies the extensions that decorators of fields and classes have set. */
function applyExtensions(schema: Node): Node {
  const { 'x-closed': isClosed, 'x-min-properties': minProperties, ...rest } = schema;
  return {
    ...rest,
    ...(isClosed === true ? { additionalProperties: false } : {}),
    ...(minProperties === undefined ? {} : { minProperties }),
  };
}

/** Moves the example from the schema to the parameter, where generated pages and clients look for it. */
function showExample({ schema, ...parameter }: Node): Node {
  const { examples, ...rest } = schema as Node;
  return { ...parameter, ...(Array.isArray(examples) ? { example: examples[0] } : {}), schema: rest };
}

/** Values of a list are separated by commas. */
const describeList = (parameter: Node): Node =>
  (parameter['schema'] as Node)['type'] === 'array' ? { ...parameter, explode: false } : parameter;

/** Adds what the decorators of operations hold to what the library found: the parameters of the classes of queries. */
function complete(method: string, operation: Node): Node {
  const { [X_OPERATION]: extension, responses, requestBody: _, parameters, ...rest } = operation;
  const { requestBody, parameters: own, ...options } = extension as OperationExtension;
  const ofQuery = (parameters as Node[])
    .filter((parameter) => parameter['in'] === 'query')
    .map((parameter) => describeList(showExample(parameter)));
  return {
    ...rest,
    parameters: [
      ...own.filter((parameter) => parameter['in'] === 'path'),
      ...ofQuery,
      ...own.filter((parameter) => parameter['in'] !== 'path'),
    ],
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { ...(responses as Node), ...problemResponses(problemsOf(method, options)) },
  };
}

const mapValues = (node: Node, map: (value: Node, key: string) => Node): Node =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, map(value as Node, key)]));

/** Returns the API as an OpenAPI 3.1 document, from the decorators of controllers and classes. */
export function describeApi(app: NestFastifyApplication, basePath = ''): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Throughline')
    .setVersion(VERSION)
    .setDescription(DESCRIPTION)
    .addServer(basePath === '' ? '/' : basePath)
    .addSecurity('token', { type: 'http', scheme: 'bearer', bearerFormat: 'tl_…', description: 'A token of /api/v1/me/tokens.' })
    .addSecurity('session', {
      type: 'apiKey',
      in: 'cookie',
      name: 'tl_session',
      description:
        'The cookie of a sign-in: over https `__Host-tl_session`, below a base path `__Secure-tl_session`. A request that changes something also needs the header `X-CSRF-Token`.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = unwrap(
    JSON.parse(JSON.stringify(SwaggerModule.createDocument(app, builder.build(), { extraModels: [...referencedModels()] }))),
  ) as Node;
  const components = document['components'] as Node;
  const described = mapValues(document['paths'] as Node, (methods) =>
    Object.fromEntries(
      Object.entries(methods)
        .filter(([, operation]) => X_OPERATION in (operation as Node))
        .map(([method, operation]) => [method, complete(method, operation as Node)]),
    ),
  );
  return {
    ...document,
    info: { ...(document['info'] as Node), license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: Object.fromEntries(Object.entries(described).filter(([, methods]) => Object.keys(methods as Node).length > 0)),
    webhooks: unwrap(describeOutgoingRequests()),
    components: { ...components, schemas: mapValues(components['schemas'] as Node, applyExtensions) },
  } as unknown as OpenAPIObject;
}
