import type { CredentialTest, CredentialTestReport } from '@throughline/contracts';
import type { Token } from '../kit/provide.js';

/** Asks a service which account a credential opens. */
export interface AccountTests {
  testCredential(question: CredentialTest): Promise<CredentialTestReport>;
}

export const OUTPUT_ACCOUNTS: Token<AccountTests> = Symbol('Accounts of outputs');
export const SOURCE_ACCOUNTS: Token<AccountTests> = Symbol('Accounts of sources');
