import { ApiSchema } from '@nestjs/swagger';
import { PLACEHOLDERS, TEXT_NOTES } from '@throughline/domain';
import { Field } from '../../kit/http/fields.js';
import { list, orNull, text, words } from '../../kit/http/schemas.js';

/** The texts that an output receives. */
@ApiSchema({ name: 'Texts' })
export class TextsAnswer {
  @Field(orNull(text('Null if the output has no place for a title.'))) title!: string | null;
  @Field(orNull(text('Null if the output has no place for a description.'))) description!: string | null;
  @Field(
    list(words(PLACEHOLDERS.description_pattern), 'The placeholders whose values are not known yet. They stand in the texts.'),
  )
  pending!: readonly string[];
  @Field(list(words(TEXT_NOTES), 'Changes that the limits of the output made necessary.'))
  notes!: readonly string[];
}
