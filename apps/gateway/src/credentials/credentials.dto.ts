import { ChoiceField, Field, TextField } from '../kit/http/fields.js';
import { NameField } from '../kit/http/requests/name-field.js';
import { text, time } from '../kit/http/schemas.js';
import { CREDENTIAL_TYPES, type CredentialType } from '@throughline/credentials';
import { TYPE_MEANING } from './credential.js';

export const LONGEST_SECRET = 4_096;

const SecretField = (description: string): PropertyDecorator =>
  TextField(`${description} Never shown again.`, { min: 1, max: LONGEST_SECRET, plain: true });

const NAME = 'The name that people use for the credential.';

class SecretFields {
  @SecretField('For accounts at services: the id of your own OAuth client.')
  client_id?: string;

  @SecretField('For accounts at services: the secret of that client.')
  client_secret?: string;

  @SecretField('For `password`: the user name.')
  username?: string;

  @SecretField('For `password`: the password, best one that is used only here.')
  password?: string;

  @SecretField('For `token`: the token.')
  token?: string;
}

export class CreateCredential extends SecretFields {
  @ChoiceField(TYPE_MEANING, CREDENTIAL_TYPES, { required: true })
  type: CredentialType | undefined = undefined;

  @NameField(NAME)
  name = '';
}

export class ChangeCredential extends SecretFields {
  @NameField(NAME, { required: false })
  name?: string;
}

/** Valid only in specs that register it. */
export const STATE_EXAMPLE = 'Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGsm1';

export class ConsentQuery {
  @TextField('The `state` in the address of the consent page.', { min: 1, max: 200, example: STATE_EXAMPLE })
  state?: string;

  @TextField('Represents the consent.', { min: 1, max: 4_096, example: '4/0AbCdEf' })
  code?: string;

  @TextField('The device of the consent, at services that bind their tokens to one.', { min: 1, max: 512 })
  device_id?: string;

  @TextField('Why there is no consent.', { min: 1, max: 200 })
  error?: string;
}

export class ConsentLink {
  @Field(text('The page on which a person gives consent, in a browser. It works once.')) url!: string;
  @Field(time('When the address expires.')) expires_at!: string;
}
