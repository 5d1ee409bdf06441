import { createContext, useContext } from 'react';

export interface SigningOut {
  readonly isPending: boolean;
  /** The failure of a sign-out about which nothing had to be asked. */
  readonly error: Error | null;
  /** Ends the sign-in. If something is unsaved, `onAsk` is called, and a dialog asks before. */
  readonly leave: (onAsk?: () => void) => void;
}

export const SignOutContext = createContext<SigningOut | undefined>(undefined);

export function useSigningOut(): SigningOut {
  const signingOut = useContext(SignOutContext);
  if (signingOut === undefined) throw new Error('The sign-out is used outside of its provider');
  return signingOut;
}
