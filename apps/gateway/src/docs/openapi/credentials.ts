import { operation } from './operation.js';
import { idempotencyKey } from './parameters.js';

const tag = 'credentials';
const id = {
  name: 'id',
  in: 'path' as const,
  description: 'Number of a credential.',
  schema: { type: 'string' },
};
/** Opens nothing, but in specs that let it. */
export const STATE_EXAMPLE = 'Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGsm1';

const REPLAYS = ['idempotency-mismatch', 'request-in-progress'] as const;

export const credentialExample = {
  id: 3,
  type: 'google',
  name: 'Team Drive',
  state: 'ok',
  account: 'recordings@example.org',
  connected_at: '2026-02-05T10:00:00.000Z',
  last_used_at: '2026-02-05T11:00:00.000Z',
  used_by: ['drive'],
  created_at: '2026-02-05T09:59:00.000Z',
};

export const credentialPaths = {
  '/api/v1/credentials': {
    get: operation({
      id: 'listCredentials',
      tag,
      summary: 'What opens services of others for this library',
      scope: 'read',
      answers: [
        {
          status: 200,
          description: 'Credentials, without their secrets.',
          schema: 'CredentialList',
          example: { items: [credentialExample] },
        },
      ],
      problems: [],
    }),
    post: operation({
      id: 'createCredential',
      tag,
      summary: 'Put a credential in',
      description:
        'Secrets are sealed and kept where only the service that delivers can read them. A `google` one is to be connected next.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: {
        type: 'application/json',
        schema: 'CreateCredential',
        required: true,
        example: { type: 'google', name: 'Team Drive', client_id: '1-a.apps.googleusercontent.com', client_secret: 'GOCSPX-…' },
      },
      answers: [
        {
          status: 201,
          description: 'The credential.',
          schema: 'Credential',
          example: {
            ...credentialExample,
            state: 'needs_reauth',
            account: null,
            connected_at: null,
            last_used_at: null,
            used_by: [],
          },
          headers: { Location: 'The credential.' },
        },
      ],
      problems: ['invalid', ...REPLAYS],
    }),
  },
  '/api/v1/credentials/{id}': {
    get: operation({
      id: 'getCredential',
      tag,
      summary: 'How a credential stands',
      scope: 'read',
      parameters: [id],
      answers: [
        { status: 200, description: 'The credential, without its secret.', schema: 'Credential', example: credentialExample },
      ],
      problems: ['not-found'],
    }),
    patch: operation({
      id: 'changeCredential',
      tag,
      summary: 'Rename a credential, or put other secrets in',
      description:
        'Secrets of a type are given all together. With another application at Google the account is to be connected again.',
      scope: 'write',
      parameters: [id],
      body: { type: 'application/json', schema: 'ChangeCredential', required: false, example: { name: 'Drive of the team' } },
      answers: [{ status: 200, description: 'The credential as it is now.', schema: 'Credential', example: credentialExample }],
      problems: ['invalid', 'not-found'],
    }),
    delete: operation({
      id: 'removeCredential',
      tag,
      summary: 'Take a credential away',
      description: 'Not while an output or a channel uses it. Consent at Google stays until it is taken back in the account.',
      scope: 'write',
      parameters: [id],
      answers: [{ status: 204, description: 'It is gone, and its secret with it.' }],
      problems: ['invalid', 'not-found', 'credential-in-use'],
    }),
  },
  '/api/v1/credentials/{id}/connect': {
    post: operation({
      id: 'connectCredential',
      tag,
      summary: 'Begin to connect an account at Google',
      description:
        'Answers an address at Google for the browser that asks; for one that is signed in as the same user where a token asks. Once consent is given there, what waits for the account goes on by itself.',
      scope: 'write',
      parameters: [id, idempotencyKey],
      answers: [
        {
          status: 200,
          description: 'Where consent is given, within ten minutes.',
          schema: 'ConsentLink',
          example: { url: 'https://accounts.google.com/o/oauth2/v2/auth?state=…', expires_at: '2026-02-05T10:10:00.000Z' },
        },
      ],
      problems: ['invalid', 'not-found', 'credential-not-connectable', ...REPLAYS],
    }),
  },
  '/api/v1/credentials/oauth/callback': {
    get: operation({
      id: 'comeBackWithConsent',
      tag,
      summary: 'Where Google sends the browser back to',
      description:
        'For browsers. The state holds once, in the browser that began the connection. Where a token began it: in a browser that is signed in as the same user.',
      parameters: [
        {
          name: 'state',
          in: 'query',
          description: 'What the address of the consent had.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
          example: STATE_EXAMPLE,
        },
        {
          name: 'code',
          in: 'query',
          description: 'Stands for the consent.',
          schema: { type: 'string', minLength: 1, maxLength: 2000 },
          example: '4/0AbCdEf',
        },
        {
          name: 'error',
          in: 'query',
          description: 'Why there is none.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      ],
      answers: [
        { status: 200, description: 'The account is connected.', content: { 'text/plain': { schema: { type: 'string' } } } },
      ],
      problems: ['invalid', 'consent-unknown', 'consent-declined', 'other-account', 'google-refuses'],
    }),
  },
};
