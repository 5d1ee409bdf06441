import { IsOptional, IsString, Length } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';

export class RetryBody {
  /** Why, for whoever reads the history later. Sealed with the words of the item. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @IsPlainText()
  reason?: string;
}

export class DiscardBody extends RetryBody {
  /** The commit that is meant. Left out: the one that is in the way now. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  commit_id?: string;
}
