import { Type } from 'typebox';
import { LONGEST_USER_NAME, CODE } from '../../sign-in/sign-in.dto.js';
import { SCOPES } from '../../tokens/scope.js';
import { ROLES } from '../../users/role.js';
import { about, flag, id, orNull, text, time, words } from './field.js';

const roleMeaning = 'What he may do: a `viewer` reads, an `operator` works, an `admin` also lets others in.';

const library = about(
  'Whose recordings are worked with.',
  Type.Object({ id: id('Of the user whose they are.'), name: text('Name of that user.') }),
);

const SignIn = Type.Object({
  id: id('Names the sign-in, and opens nothing.'),
  client: orNull(text('What the browser calls itself.')),
  created_at: time('When it was opened.'),
  last_used_at: time('When it was last used, about.'),
  expires_at: time('When it ends, unless it is used before.'),
  current: flag('It is the one that asks.'),
});

const User = Type.Object({
  id: id('Of the user.'),
  name: text('By which he is known here.'),
  role: words(ROLES, roleMeaning),
  library,
  created_at: time('When he was let in.'),
  disabled_at: orNull(time('Since when nobody comes in under this name.')),
  version: text('Opaque: in quotation marks it is the `ETag` to change him by.'),
});

export const peopleAnswers = {
  Me: Type.Object({
    id: id('Yours.'),
    name: text('By which you are known here.'),
    role: words(ROLES, 'What you may do: a `viewer` reads, an `operator` works, an `admin` also lets others in.'),
    scopes: Type.Array(words(SCOPES), { description: 'What this token or sign-in may be used for.' }),
    library,
    csrf_token: orNull(text('For the header `X-CSRF-Token`; null with a token, which needs none.')),
    signed_in_until: orNull(time('When this sign-in ends, unless it is used before; null with a token.')),
  }),
  SignInLink: Type.Object({
    url: text('Opens the page, signed in. It holds once; what stands after the # is its code.'),
    expires_at: time('When it stops working, used or not.'),
  }),
  SignInList: Type.Object({ items: Type.Array(SignIn, { description: 'Browsers that are signed in.' }) }),
  User,
  UserList: Type.Object({ items: Type.Array(User, { description: 'Everybody, disabled or not.' }) }),
} as const;

const closed = { additionalProperties: false };
const userName = { minLength: 1, maxLength: LONGEST_USER_NAME };
const Role = Type.Enum([...ROLES], { description: roleMeaning });
const LibraryOf = Type.String({ ...userName, description: 'Name of the user whose recordings are worked with.' });

export const peopleRequests = {
  MakeLink: Type.Object(
    { user: Type.Optional(Type.String({ ...userName, description: 'For whom; without it for yourself.' })) },
    closed,
  ),
  SignIn: Type.Object(
    { code: Type.String({ pattern: CODE.source, description: 'What stands after the # of a sign-in link.' }) },
    closed,
  ),
  CreateUser: Type.Object(
    {
      name: Type.String({ ...userName, description: 'By which he will be known; nobody else has it.' }),
      role: Type.Optional({ ...Role, default: 'operator' }),
      library: Type.Optional(LibraryOf),
    },
    closed,
  ),
  ChangeUser: Type.Object(
    {
      role: Type.Optional(Role),
      library: Type.Optional(LibraryOf),
      disabled: Type.Optional(Type.Boolean({ description: 'Whether he is shut out.' })),
    },
    closed,
  ),
} as const;
