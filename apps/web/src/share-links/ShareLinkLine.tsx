import type { ShareLink } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { useSaid } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { clockWithSeconds } from '../texts/times.js';
import { revokeShareLink } from './share-links-api.js';

const words = text.sharing;
const MINUTE_MS = 60_000;

const LOOKS: Readonly<Record<ShareLink['state'], Omit<BadgeContent, 'words'>>> = {
  open: { tone: 'good', icon: 'ready' },
  expired: { tone: 'calm', icon: 'idle' },
  revoked: { tone: 'calm', icon: 'idle' },
  suspended: { tone: 'warn', icon: 'paused' },
  off: { tone: 'warn', icon: 'paused' },
  in_trash: { tone: 'warn', icon: 'paused' },
  moved: { tone: 'warn', icon: 'paused' },
  gone: { tone: 'calm', icon: 'idle' },
  unreadable: { tone: 'bad', icon: 'failed' },
};

const findHint = (state: ShareLink['state']): string | undefined =>
  Object.hasOwn(words.hints, state) ? words.hints[state as keyof typeof words.hints] : undefined;

interface Props {
  readonly link: ShareLink;
  readonly refresh: () => Promise<unknown>;
}

export function ShareLinkLine({ link, refresh }: Props): ReactElement {
  const { id, state, expires_at: expires, revoked_at: revoked } = link;
  const hint = findHint(state);
  // Several links of one person must have names of their own, also for their buttons.
  const madeAt = useSaid(MINUTE_MS, (now) => clockWithSeconds(Date.parse(link.created_at), now));
  const name = words.linkOf(link.made_by_name ?? words.unknownMaker, madeAt);
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> <StatusBadge words={words.states[state]} {...LOOKS[state]} />
        <br />
        <small className="quiet">
          {words.made} <Ago at={link.created_at} /> · {words.ends[state]}{' '}
          <Ago at={state === 'revoked' ? (revoked ?? expires) : expires} /> · {words.opens(link.opens)}
          {link.has_password && <> · {words.withPassword}</>}
          {!link.download && <> · {words.withoutDownload}</>}
        </small>
        {hint !== undefined && (
          <>
            <br />
            <small>{hint}</small>
          </>
        )}
      </span>
      {state !== 'expired' && state !== 'revoked' && (
        <DeleteButton
          name={name}
          words={words.revoke}
          hint={words.revoke.hint}
          remove={() => revokeShareLink(id)}
          refresh={refresh}
        />
      )}
    </li>
  );
}
