import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Avatar } from '../controls/Avatar.js';
import { text } from '../texts/text.js';
import { useSigningOut } from './sign-out-context.js';

interface Props {
  /** Called before a dialog asks about what is unsaved. */
  readonly onAsk?: () => void;
}

export function AccountMenu({ onAsk }: Props): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const { leave, isPending, error } = useSigningOut();
  if (me === undefined) return null;
  return (
    <div className="account">
      <Avatar name={me.name} />
      <span className="account-name" title={`${text.account.signedInAs} ${me.name}`}>
        {me.name}
      </span>
      <Button
        look="quiet"
        size="small"
        disabled={isPending}
        onClick={() => {
          leave(onAsk);
        }}
      >
        {text.account.signOut}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}
