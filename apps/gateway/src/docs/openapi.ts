import type { OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '../version.js';
import { placed } from './openapi/operation.js';
import { artifactPaths } from './openapi/artifacts.js';
import { bulkPaths } from './openapi/bulk.js';
import { channelPaths } from './openapi/channels.js';
import { credentialPaths } from './openapi/credentials.js';
import { againPaths } from './openapi/done-again.js';
import { documentPaths } from './openapi/documents.js';
import { explainPaths } from './openapi/explain.js';
import { commandPaths } from './openapi/commands.js';
import { outputPaths } from './openapi/outputs.js';
import { peoplePaths } from './openapi/people.js';
import { quarantinePaths } from './openapi/quarantine.js';
import { recordingPaths } from './openapi/recordings.js';
import { requests } from './openapi/requests.js';
import { answers } from './openapi/schemas.js';
import { servicePaths } from './openapi/service.js';
import { sessionPaths } from './openapi/sessions.js';
import { simulationPaths } from './openapi/simulation.js';
import { streamPaths } from './openapi/streams.js';
import { tokenPaths } from './openapi/tokens.js';
import { transcriptPaths } from './openapi/transcript.js';
import { uploadPaths } from './openapi/uploads.js';

const DESCRIPTION = `
Recordings go in, every step is an event, and the status is a fold of those events.

Refusals are problem documents (RFC 9457); every \`code\` has a section on [/docs/problems](/docs/problems).
Field names are \`snake_case\`, times are UTC. Ids, cursors and revisions are opaque.
A JSON body or a member of it that may be left out may be \`null\` as well, which means the same where nothing else is said of it.
`.trim();

const paths = Object.fromEntries(
  Object.entries({
    ...recordingPaths,
    ...uploadPaths,
    ...transcriptPaths,
    ...artifactPaths,
    ...explainPaths,
    ...streamPaths,
    ...commandPaths,
    ...againPaths,
    ...bulkPaths,
    ...peoplePaths,
    ...quarantinePaths,
    ...tokenPaths,
    ...credentialPaths,
    ...channelPaths,
    ...sessionPaths,
    ...documentPaths,
    ...simulationPaths,
    ...outputPaths,
    ...servicePaths,
  }).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, placed(method, one)])),
  ]),
);

const schemas = JSON.parse(JSON.stringify({ ...answers, ...requests })) as Record<string, object>;

/** The API as an OpenAPI 3.1 document. Specs hold it against the routes, the DTOs and real answers. */
export const openApiDocument = (): OpenAPIObject => {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'recordings', description: 'Register, follow and run.' },
      { name: 'uploads', description: 'Files in parts, which go on after a cut line.' },
      { name: 'control', description: 'Run, pause, cancel, put right.' },
      { name: 'sessions', description: 'Speech to text and nothing else.' },
      { name: 'documents', description: 'Take in, read, name and file.' },
      { name: 'artifacts', description: 'What a recording has become.' },
      { name: 'people', description: 'Who may come in, and how a browser signs in.' },
      { name: 'tokens', description: 'For programs that come in.' },
      { name: 'credentials', description: 'What opens services of others.' },
      { name: 'channels', description: 'Where videos come from, and the pages that show how they stand.' },
      { name: 'simulation', description: 'What simulated connectors were asked, for administrators.' },
      { name: 'service', description: 'About the server itself.' },
    ],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'tl_…', description: 'A token of /api/v1/me/tokens.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tl_session',
          description:
            'The cookie of a sign-in, `__Host-tl_session` over https; what changes something needs `X-CSRF-Token` as well.',
        },
      },
    },
  };
  // Swagger's own types lag behind 3.1; a spec checks the document's structure.
  return document as unknown as OpenAPIObject;
};
