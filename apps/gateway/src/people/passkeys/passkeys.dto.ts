import { ApiSchema } from '@nestjs/swagger';
import { Field, SettingsField } from '../../kit/http/fields.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { flag, id, jsonOf, list, orNull, text, time } from '../../kit/http/schemas.js';
import type { Passkey } from './passkey-store.js';

const NAME = 'Your name for the passkey.';
const ANSWER = { type: 'object', additionalProperties: true };

@ApiSchema({ name: 'AddPasskey' })
export class AddPasskey {
  @NameField(NAME)
  name = '';

  @SettingsField('The answer of `navigator.credentials.create()`, as JSON with base64url.', ANSWER, { required: true })
  response!: object;
}

@ApiSchema({ name: 'RenamePasskey' })
export class RenamePasskey {
  @NameField(NAME)
  name = '';
}

@ApiSchema({ name: 'PasskeySignIn' })
export class PasskeySignInRequest {
  @SettingsField('The answer of `navigator.credentials.get()`, as JSON with base64url.', ANSWER, { required: true })
  response!: object;
}

export class PasskeyOptions {
  @Field(
    jsonOf({
      ...ANSWER,
      description: 'The `publicKey` options of WebAuthn, as JSON with base64url. Valid once, for five minutes.',
    }),
  )
  options!: object;
}

@ApiSchema({ name: 'Passkey' })
export class PasskeyAnswer {
  @Field(id('The id of the passkey.')) id!: string;
  @Field(text(NAME)) name!: string;
  @Field(time('When the passkey was added.')) created_at!: string;
  @Field(orNull(time('When the passkey last signed you in.'))) last_used_at!: string | null;
  @Field(flag('True if your authenticator copies the passkey to your other devices.')) backed_up!: boolean;
}

export class PasskeyList {
  @Field(list(PasskeyAnswer, 'Your passkeys, oldest first.')) items!: readonly PasskeyAnswer[];
}

export const passkeyExample: PasskeyAnswer = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E6',
  name: 'Laptop, fingerprint',
  created_at: '2026-02-05T10:00:00.000Z',
  last_used_at: null,
  backed_up: false,
};

export const renderPasskey = ({ id, name, createdAt, lastUsedAt, backedUp }: Passkey): PasskeyAnswer => ({
  id,
  name,
  created_at: createdAt,
  last_used_at: lastUsedAt ?? null,
  backed_up: backedUp,
});
