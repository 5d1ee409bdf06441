import { Type } from 'typebox';
import { CREDENTIAL_STATES, CREDENTIAL_TYPES } from '../../credentials/credential.js';
import { LONGEST_CREDENTIAL_NAME, LONGEST_SECRET } from '../../credentials/credentials.dto.js';
import { orNull, text, time, words } from './field.js';

const TYPE = 'A `google` one is the consent of an account; a `password` or `token` is what somebody has typed in.';
const STATE = '`needs_reauth`: it has to be connected (again), and deliveries wait for that. `unknown`: nobody has used it yet.';

const Credential = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Names the credential, in the settings of outputs too.' }),
  type: words(CREDENTIAL_TYPES, TYPE),
  name: text('What people call it.'),
  state: words(CREDENTIAL_STATES, STATE),
  account: orNull(text('Whose it is: the address of an account, or a user.')),
  connected_at: orNull(time('When consent was given.')),
  last_used_at: orNull(time('When it was last used, about.')),
  used_by: Type.Array(Type.String(), { description: 'Names of outputs, and of channels, whose settings name it.' }),
  created_at: time('When it was made.'),
});

export const credentialAnswers = {
  Credential,
  CredentialList: Type.Object({ items: Type.Array(Credential, { description: 'The oldest first.' }) }),
  ConsentLink: Type.Object({
    url: text('Where somebody gives consent, in a browser. It holds once.'),
    expires_at: time('When it stops working.'),
  }),
} as const;

const closed = { additionalProperties: false };
const secret = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_SECRET, description: `${description} It is never shown again.` }));
const Name = Type.String({ minLength: 1, maxLength: LONGEST_CREDENTIAL_NAME, description: 'What people call it.' });

const secrets = {
  client_id: secret('Of `google`: the id of an OAuth client of your own.'),
  client_secret: secret('Of `google`: its secret.'),
  username: secret('Of `password`: the user.'),
  password: secret('Of `password`: the password, best one for this purpose alone.'),
  token: secret('Of `token`: the token.'),
};

export const credentialRequests = {
  CreateCredential: Type.Object(
    { type: Type.Enum([...CREDENTIAL_TYPES], { description: TYPE }), name: Name, ...secrets },
    closed,
  ),
  ChangeCredential: Type.Object({ name: Type.Optional(Name), ...secrets }, closed),
} as const;
