import { ApiSchema } from '@nestjs/swagger';
import type { RetentionLayer } from '@throughline/domain';
import { Field } from '../../kit/http/fields.js';
import { orNull, time, words } from '../../kit/http/schemas.js';

@ApiSchema({ name: 'Retention' })
export class RetentionAnswer {
  @Field(time('When retention deletes the item, or has deleted it. In the past and not yet deleted: within minutes.'))
  soft_delete_at!: string;
  @Field(orNull(time('When its content is removed permanently. Null: its content stays until a person erases the item.')))
  hard_delete_at!: string | null;
  @Field(words(['server', 'user', 'template'], 'The layer that sets the days.')) source!: RetentionLayer;
}
