import type { ReactElement } from 'react';
import { DefaultLanguage } from './DefaultLanguage.js';
import { Quota } from './Quota.js';
import { SignIns } from './SignIns.js';
import { Tokens } from './Tokens.js';

export function YouSection(): ReactElement {
  return (
    <>
      <Quota />
      <DefaultLanguage />
      <SignIns />
      <Tokens />
    </>
  );
}
