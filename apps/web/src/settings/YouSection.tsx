import type { ReactElement } from 'react';
import { DeleteMyAccount } from '../account-deletion/DeleteMyAccount.js';
import { ConnectedAccounts } from './ConnectedAccounts.js';
import { Passkeys } from '../passkeys/Passkeys.js';
import { DefaultLanguage } from './DefaultLanguage.js';
import { NeedsHttps } from './NeedsHttps.js';
import { Quota } from './Quota.js';
import { SignIns } from './SignIns.js';
import { Tokens } from './Tokens.js';
import { YourData } from './YourData.js';

export function YouSection(): ReactElement {
  return (
    <>
      <NeedsHttps />
      <Quota />
      <DefaultLanguage />
      <Passkeys />
      <SignIns />
      <ConnectedAccounts />
      <Tokens />
      <YourData />
      <DeleteMyAccount />
    </>
  );
}
