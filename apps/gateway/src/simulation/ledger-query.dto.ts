import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { toInteger } from '../recordings/queries/to-integer.js';

/** A part of a ledger. */
export class LedgerQuery {
  /** Requests about one recording alone. */
  @IsOptional()
  @IsUUID()
  asset_id?: string;

  /** Requests after this one. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 200;
}
