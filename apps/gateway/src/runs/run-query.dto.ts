import { IsIn, IsOptional } from 'class-validator';

export class RunQuery {
  /** Shows the run without starting it. What is no flag is refused: ignoring it would start what the client only wants to look at. */
  @IsOptional()
  @IsIn(['true', 'false'])
  dry_run?: 'true' | 'false';
}
