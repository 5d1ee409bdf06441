import { IsOptional, Matches } from 'class-validator';

/** What a signed link adds to an address. Whoever may read the file anyhow may leave it in. */
export class SignedLinkQuery {
  @IsOptional()
  @Matches(/^\d{1,12}$/, { message: 'expires must be that of a signed link' })
  expires?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: 'signature must be that of a signed link' })
  signature?: string;
}
