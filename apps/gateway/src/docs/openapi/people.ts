import { CODE_EXAMPLE, linkExample, meExample, sessionExample, userExample } from './people-examples.js';
import { operation, type Parameter } from './operation.js';
import { idempotencyKey } from './parameters.js';

const tag = 'people';

const whose = (of: string): { name: string; in: 'path'; description: string; schema: { type: string } } => ({
  name: 'id',
  in: 'path',
  description: `Id of ${of}.`,
  schema: { type: 'string' },
});

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'Needed: the `ETag` of the user that was read.',
  schema: { type: 'string' },
};

const USER_TAG = { ETag: 'To be given back as `If-Match` when he is changed.' };
const SETS_COOKIE = { 'Set-Cookie': '`tl_session`, or `__Host-tl_session` over https: HttpOnly, SameSite=Lax.' };
const REPLAYS = ['idempotency-mismatch', 'request-in-progress'] as const;

export const peoplePaths = {
  '/api/v1/me': {
    get: operation({
      id: 'me',
      tag,
      summary: 'Who you are here, and what you may do',
      scope: 'read',
      answers: [{ status: 200, description: 'You.', schema: 'Me', example: meExample }],
      problems: [],
    }),
  },
  '/api/v1/auth/links': {
    post: operation({
      id: 'makeSignInLink',
      tag,
      summary: 'Make a link that signs a browser in, once',
      description:
        'For yourself, or as an administrator for anybody. It holds for 15 minutes. The sign-in that comes of it may do no more than you may; ' +
        "with a token the scope 'write' is needed.",
      scope: 'read',
      parameters: [idempotencyKey],
      body: { type: 'application/json', schema: 'MakeLink', required: false, example: {} },
      answers: [{ status: 201, description: 'The link, shown this once.', schema: 'SignInLink', example: linkExample }],
      problems: ['invalid', 'not-found', 'user-disabled', ...REPLAYS],
    }),
  },
  '/api/v1/auth/session': {
    post: operation({
      id: 'signIn',
      tag,
      summary: 'Sign in with the code of a link',
      description:
        'Answers who you are, and gives the browser a cookie that holds for 30 days after its last use. Requests with the cookie that change something ' +
        'need the header `X-CSRF-Token` with your `csrf_token`, and have to come from a page of this server.',
      body: { type: 'application/json', schema: 'SignIn', required: true, example: { code: CODE_EXAMPLE } },
      answers: [{ status: 200, description: 'You are signed in.', schema: 'Me', example: meExample, headers: SETS_COOKIE }],
      problems: ['invalid', 'sign-in-refused', 'csrf'],
    }),
    delete: operation({
      id: 'signOut',
      tag,
      summary: 'Sign this browser out',
      description: 'With a token there is nothing to end, and nothing is done.',
      scope: 'read',
      answers: [{ status: 204, description: 'You are signed out.', headers: SETS_COOKIE }],
      problems: ['invalid'],
    }),
  },
  '/api/v1/auth/sessions': {
    get: operation({
      id: 'listSignIns',
      tag,
      summary: 'Where you are signed in',
      scope: 'read',
      answers: [
        { status: 200, description: 'Browsers, the newest first.', schema: 'SignInList', example: { items: [sessionExample] } },
      ],
      problems: [],
    }),
  },
  '/api/v1/auth/sessions/{id}': {
    delete: operation({
      id: 'endSignIn',
      tag,
      summary: 'Sign another browser out',
      description: 'Other gateways may take its cookie for some seconds more.',
      scope: 'read',
      parameters: [whose('a sign-in')],
      answers: [{ status: 204, description: 'It is signed out.' }],
      problems: ['invalid', 'not-found'],
    }),
  },
  '/api/v1/admin/users': {
    get: operation({
      id: 'listUsers',
      tag,
      summary: 'Everybody who may come in, and who may not any more',
      scope: 'admin',
      answers: [{ status: 200, description: 'Users by name.', schema: 'UserList', example: { items: [userExample] } }],
      problems: [],
    }),
    post: operation({
      id: 'createUser',
      tag,
      summary: 'Let somebody in',
      description: 'With a library of his own, or into that of somebody else. A sign-in link for him is the next thing to make.',
      scope: 'admin',
      parameters: [idempotencyKey],
      body: { type: 'application/json', schema: 'CreateUser', required: true, example: { name: 'Nora', role: 'operator' } },
      answers: [
        {
          status: 201,
          description: 'The user.',
          schema: 'User',
          example: userExample,
          headers: { Location: 'The user.', ...USER_TAG },
        },
      ],
      problems: ['invalid', 'name-taken', ...REPLAYS],
    }),
  },
  '/api/v1/admin/users/{id}': {
    get: operation({
      id: 'getUser',
      tag,
      summary: 'One user',
      scope: 'admin',
      parameters: [whose('a user')],
      answers: [{ status: 200, description: 'The user.', schema: 'User', example: userExample, headers: USER_TAG }],
      problems: ['invalid', 'not-found'],
    }),
    patch: operation({
      id: 'changeUser',
      tag,
      summary: 'Change the role or library of a user, or shut him out',
      description:
        'It holds at once for every token and sign-in that he has; at other gateways within seconds. Disabled, he is told nothing but 401.',
      scope: 'admin',
      parameters: [whose('a user'), ifMatch],
      body: { type: 'application/json', schema: 'ChangeUser', required: false, example: { role: 'viewer' } },
      answers: [{ status: 200, description: 'The user as he is now.', schema: 'User', example: userExample, headers: USER_TAG }],
      problems: ['invalid', 'not-found', 'last-admin', 'user-changed', 'precondition-required'],
    }),
  },
};
