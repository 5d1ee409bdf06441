import { useQuery } from '@tanstack/react-query';
import type { SignIn } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { formatBrowserName } from './browser-name.js';
import { endOtherSignIns, endSignIn, signInsQuery } from '../api/settings-api.js';

const words = text.settings.sessions;

function Place({ place }: { readonly place: SignIn }): ReactElement {
  const name = formatBrowserName(place.client);
  const refresh = useRefresh(signInsQuery.queryKey);
  return (
    <li className="line">
      <span>
        <strong>{name}</strong> {place.current && <span className="quiet">{words.current}</span>}
        <br />
        <small className="quiet">
          {words.since} <Ago at={place.created_at} /> · {words.lastSeen} <Ago at={place.last_used_at} />
          {place.address !== null && ` · ${words.from(place.address)}`}
        </small>
      </span>
      {!place.current && (
        <ActionButton label={words.end} name={words.endOf(name)} act={() => endSignIn(place.id)} refresh={refresh} />
      )}
    </li>
  );
}

/** Lists the devices where the user is signed in, each with a button to sign it out. */
export function SignIns(): ReactElement {
  const refresh = useRefresh(signInsQuery.queryKey);
  const { data, error, isPending } = useQuery(signInsQuery);
  return (
    <section className="card" aria-labelledby="sign-ins">
      <h2 id="sign-ins">{words.title}</h2>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      <ul className="lines" aria-label={words.title}>
        {data?.map((place) => (
          <Place key={place.id} place={place} />
        ))}
      </ul>
      {data !== undefined && data.length > 1 && (
        <DeleteButton
          name={words.others}
          words={words.endOthers}
          hint={words.endOthers.hint}
          remove={endOtherSignIns}
          refresh={refresh}
        />
      )}
    </section>
  );
}
