import { ApiSchema } from '@nestjs/swagger';
import { Field } from './fields.js';
import { integer, text } from './schemas.js';

/** Something that a user has saved, in a list of what uses something else. */
@ApiSchema({ name: 'NamedRow' })
export class NamedRow {
  @Field(integer('Its number.', { minimum: 1 })) readonly id!: number;
  @Field(text('Its name.')) readonly name!: string;
}
