import { IsUUID } from 'class-validator';
import { IntegerParameter, RequestField } from '../http/fields.js';
import { jsonOf } from '../http/schemas.js';

const UuidField = (description: string): PropertyDecorator =>
  RequestField(jsonOf({ type: 'string', format: 'uuid', description }), {}, IsUUID());

export class LedgerQuery {
  @UuidField('Only requests about this recording.')
  asset_id?: string;

  @UuidField('The `id` of the last request that you have: only later ones.')
  after?: string;

  @IntegerParameter('Requests per page.', { min: 1, max: 1000, default: 200 })
  limit = 200;
}
