import { Field } from '../http/fields.js';
import { text, time } from '../http/schemas.js';

/** A problem that prevents writing a page. */
export class PageProblem {
  @Field(text('A stable code.')) code!: string;
  @Field(text('The problem and its remedy.')) message!: string;
  @Field(time('Since when nothing could be written.')) since!: string;
  @Field(time('When the last attempt started.')) at!: string;
}
