import { useMutation, useQuery } from '@tanstack/react-query';
import type { Token } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { meQuery } from '../api/me.js';
import { useRefresh } from '../api/use-refresh.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useSaid } from '../controls/use-now.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { NameForm } from '../controls/NameForm.js';
import { createToken, revokeOtherTokens, revokeToken, tokensQuery } from '../api/settings-api.js';
import { DEFAULT_EXPIRY, describeExpiry, EXPIRY_DAYS } from './token-expiry.js';

const words = text.settings.tokens;
const SCOPES = ['read', 'write', 'admin'] as const;
type Scope = (typeof SCOPES)[number];
/** A scope includes all smaller ones. */
const upTo = (scope: Scope): readonly Scope[] => SCOPES.slice(0, SCOPES.indexOf(scope) + 1);

/** A token cannot have more rights than its creator. */
function useGrantable(): readonly Scope[] {
  const { data: me } = useQuery(meQuery);
  return SCOPES.filter((scope) => me?.scopes.includes(scope) === true || me?.scopes.includes('admin') === true);
}

function NewToken(): ReactElement {
  const [scope, setScope] = useState<Scope>('read');
  const [days, setDays] = useState<number>(DEFAULT_EXPIRY);
  const grantable = useGrantable();
  const refresh = useRefresh(tokensQuery.queryKey);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (name: string) =>
      createToken({
        name,
        scopes: upTo(scope).filter((one) => grantable.includes(one)),
        ...(days === 0 ? {} : { expires_in_days: days }),
      }),
    onSuccess: refresh,
  });
  return (
    <>
      <NameForm
        label={words.name}
        maxLength={maxLengths.CreateToken.name}
        submit={words.create}
        isPending={isPending}
        onSubmit={(name, done) => {
          mutate(name, { onSuccess: done });
        }}
      >
        <label>
          {words.scope}
          <select
            value={scope}
            onChange={({ target }) => {
              setScope(SCOPES.find((one) => one === target.value) ?? 'read');
            }}
          >
            {grantable.map((one) => (
              <option key={one} value={one}>
                {words.scopes[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.expiry}
          <select
            value={days}
            onChange={({ target }) => {
              setDays(Number(target.value));
            }}
          >
            {EXPIRY_DAYS.map((one) => (
              <option key={one} value={one}>
                {one === 0 ? words.noExpiry : words.days(one)}
              </option>
            ))}
          </select>
        </label>
      </NameForm>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <div role="status">
          <p>{words.created}</p>
          <p className="command">
            <code>{data.token}</code> <CopyButton words={data.token} />
          </p>
        </div>
      )}
    </>
  );
}

const MINUTE_MS = 60_000;

function TokenExpiry({ token }: { readonly token: Token }): ReactElement {
  const tone = useSaid(MINUTE_MS, (now) => describeExpiry(token, now).tone);
  return <span className={tone}>{useSaid(MINUTE_MS, (now) => describeExpiry(token, now).words)}</span>;
}

function TokenLine({ token }: { readonly token: Token }): ReactElement {
  return (
    <li className="line">
      <span>
        <strong dir="auto">{token.name}</strong>{' '}
        <span className="quiet">{token.scopes.map((scope) => words.scopes[scope]).join(', ')}</span>
        <br />
        <small className="quiet">
          {words.createdAt} <Ago at={token.created_at} /> ·{' '}
          {token.last_used_at === null ? (
            words.neverUsed
          ) : (
            <>
              {words.lastUsed} <Ago at={token.last_used_at} />
            </>
          )}
          {' · '}
          <TokenExpiry token={token} />
          {token.made_by_name !== null && (
            <>
              {' · '}
              <span dir="auto">{words.madeBy(token.made_by_name)}</span>
            </>
          )}
        </small>
      </span>
      <ActionButton
        label={words.revoke}
        name={words.revokeOf(token.name)}
        act={() => revokeToken(token.id)}
        refresh={useRefresh(tokensQuery.queryKey)}
      />
    </li>
  );
}

export function Tokens(): ReactElement {
  const { data, error, isPending } = useQuery(tokensQuery);
  const refresh = useRefresh(tokensQuery.queryKey);
  return (
    <section className="card" aria-labelledby="tokens">
      <h2 id="tokens">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <NewToken />
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="lines" aria-label={words.title}>
        {data?.map((token) => (
          <TokenLine key={token.id} token={token} />
        ))}
      </ul>
      {data !== undefined && data.length > 1 && (
        <DeleteButton
          name={words.all}
          words={words.revokeAll}
          hint={words.revokeAll.hint}
          remove={revokeOtherTokens}
          refresh={refresh}
        />
      )}
    </section>
  );
}
