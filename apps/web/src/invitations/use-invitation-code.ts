import { useEffect, useState } from 'react';
import { pendingInvitation } from '../sign-in/pending-invitation.js';

/**
 * Takes the code from the fragment, which browsers never send to a server, and removes it from the address and so from the history.
 * Returns the code that this tab keeps.
 */
function takeCode(): string | undefined {
  const code = window.location.hash.slice(1);
  if (code !== '') {
    pendingInvitation.keep(code);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return pendingInvitation.code;
}

export function useInvitationCode(): string | undefined {
  const [code, setCode] = useState(takeCode);
  useEffect(() => {
    // Opening another invitation on this page only changes the fragment and loads nothing.
    const onHash = (): void => {
      setCode(takeCode());
    };
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('hashchange', onHash);
    };
  }, []);
  return code;
}
