import { Field } from '../http/fields.js';
import { count } from '../http/schemas.js';

export class RevokedCount {
  @Field(count('The number of sign-ins or tokens that this request has ended.')) revoked!: number;
}
