import { tokenExample } from './examples.js';
import { operation } from './operation.js';
import { idempotencyKey } from './parameters.js';

const tag = 'tokens';

export const tokenPaths = {
  '/api/v1/me/tokens': {
    get: operation({
      id: 'listTokens',
      tag,
      summary: 'Your tokens',
      scope: 'read',
      answers: [
        { status: 200, description: 'Tokens that are not revoked.', schema: 'TokenList', example: { items: [tokenExample] } },
      ],
      problems: [],
    }),
    post: operation({
      id: 'createToken',
      tag,
      summary: 'Make a token',
      description:
        'The token itself is in this answer alone: the server keeps only its hash. It cannot have a scope that yours has not.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: { type: 'application/json', schema: 'CreateToken', required: true, example: { name: 'my laptop', scopes: ['read'] } },
      answers: [
        {
          status: 201,
          description: 'Made.',
          schema: 'CreatedToken',
          example: { ...tokenExample, last_used_at: null, token: 'tl_…' },
          headers: { Location: 'The token.' },
        },
      ],
      problems: [
        'invalid',
        'malformed-request',
        'too-large',
        'unsupported-media-type',
        'idempotency-mismatch',
        'request-in-progress',
      ],
    }),
  },
  '/api/v1/me/tokens/{id}': {
    delete: operation({
      id: 'revokeToken',
      tag,
      summary: 'Revoke a token',
      description: 'Other gateways may take it for some seconds more.',
      scope: 'write',
      parameters: [{ name: 'id', in: 'path', description: 'Id of a token.', schema: { type: 'string' } }],
      answers: [{ status: 204, description: 'Revoked.' }],
      problems: ['not-found'],
    }),
  },
};
