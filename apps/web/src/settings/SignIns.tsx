import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignIn } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { formatBrowserName } from './browser-name.js';
import { endOtherSignIns, endSignIn, signInsQuery } from '../api/settings-api.js';

const words = text.settings.sessions;

function Place({ place }: { readonly place: SignIn }): ReactElement {
  const client = useQueryClient();
  const name = formatBrowserName(place.client);
  const { mutate, isPending } = useMutation({
    mutationFn: () => endSignIn(place.id),
    onSettled: () => client.invalidateQueries({ queryKey: signInsQuery.queryKey }),
  });
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
        <Button
          size="small"
          aria-label={words.endOf(name)}
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}

/** Lists the devices where the user is signed in, each with a button to sign it out. */
export function SignIns(): ReactElement {
  const client = useQueryClient();
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
          refresh={() => client.invalidateQueries({ queryKey: signInsQuery.queryKey })}
        />
      )}
    </section>
  );
}
