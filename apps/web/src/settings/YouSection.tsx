import type { ReactElement } from 'react';
import { SignIns } from './SignIns.js';
import { Tokens } from './Tokens.js';

export function YouSection(): ReactElement {
  return (
    <>
      <SignIns />
      <Tokens />
    </>
  );
}
