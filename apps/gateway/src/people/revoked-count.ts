import { Field } from '../kit/http/fields.js';
import { count } from '../kit/http/schemas.js';

export class RevokedCount {
  @Field(count('The number of sign-ins or tokens that this request has ended.')) revoked!: number;
}
