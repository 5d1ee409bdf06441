import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';
import { CREDENTIAL_TYPES, type CredentialType } from './credential.js';

export const LONGEST_CREDENTIAL_NAME = 100;
export const LONGEST_SECRET = 4_096;

class SecretFields {
  /** Of an application at Google. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @IsPlainText()
  client_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @IsPlainText()
  client_secret?: string;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @IsPlainText()
  username?: string;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @IsPlainText()
  password?: string;

  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SECRET)
  @IsPlainText()
  token?: string;
}

export class CreateCredential extends SecretFields {
  /** Required. */
  @IsIn(CREDENTIAL_TYPES)
  type: CredentialType | undefined = undefined;

  /** Required. */
  @IsString()
  @Length(1, LONGEST_CREDENTIAL_NAME)
  @IsPlainText()
  @Matches(/\S/, { message: 'name must not be blank' })
  name = '';
}

export class ChangeCredential extends SecretFields {
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_CREDENTIAL_NAME)
  @IsPlainText()
  @Matches(/\S/, { message: 'name must not be blank' })
  name?: string;
}

/** What Google's page comes back with. */
export class ConsentQuery {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  state?: string;

  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  code?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  error?: string;
}
