import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsPlainText } from '../requests/plain-text.js';
import { IsTime } from '../requests/instant.js';

export const LONGEST_REASON = 500;
/** A year. What lasts longer is no pause. */
export const LONGEST_PAUSE_MS = 366 * 86_400_000;
export const STEP_KEY = /^[A-Za-z0-9_:/-]{1,100}$/;

export class CancelBody {
  /** For people; sealed as personal data. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_REASON)
  @IsPlainText()
  reason?: string;
}

export class PauseBody extends CancelBody {
  /** The pause ends by itself then. */
  @IsOptional()
  @IsTime()
  until?: string;

  /** The same, from now on. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_PAUSE_MS)
  for_ms?: number;
}

export class UnstickBody {
  /** What becomes of the steps; without it they are tried again. */
  @IsOptional()
  @IsIn(['retry', 'fail'])
  then?: 'retry' | 'fail';

  /** This step alone. */
  @IsOptional()
  @Matches(STEP_KEY)
  step?: string;
}

export class SettleBody {
  /** Whether it has arrived. Required. */
  @IsBoolean()
  delivered?: boolean;
}
