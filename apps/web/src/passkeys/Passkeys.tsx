import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { isProblem } from '../api/problem.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { NameForm } from '../controls/NameForm.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { findPasskeyObstacle } from './passkey-support.js';
import { PasskeyButton } from './PasskeyButton.js';
import { PasskeyLine } from './PasskeyLine.js';
import { PasskeyProblem } from './PasskeyProblem.js';
import { addPasskey, passkeysQuery } from './passkeys-api.js';

const words = settingsText.passkeys;

interface AddProps {
  /** The user can confirm an older sign-in with a passkey. */
  readonly hasPasskeys: boolean;
  readonly refresh: () => Promise<unknown>;
}

function AddPasskey({ hasPasskeys, refresh }: AddProps): ReactElement {
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: addPasskey,
    onSuccess: ({ name }) => {
      announce(words.addedNow(name));
    },
    onSettled: refresh,
  });
  const isTooOld = isProblem(error) && error.code === 'sign-in-too-old';
  return (
    <>
      <NameForm
        label={words.name}
        maxLength={maxLengths.AddPasskey.name}
        submit={words.add}
        isPending={isPending}
        onSubmit={(name, done) => {
          mutate(name, { onSuccess: done });
        }}
      >
        {null}
      </NameForm>
      {error !== null && <PasskeyProblem error={error} />}
      {isTooOld && hasPasskeys && <PasskeyButton onSignedIn={reset} />}
    </>
  );
}

/** Lists the passkeys of the user. Says why, where browsers do not offer passkeys. */
export function Passkeys(): ReactElement {
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(passkeysQuery);
  const [obstacle] = useState(() => findPasskeyObstacle());
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  return (
    <section className="card" aria-labelledby="passkeys">
      <h2 id="passkeys">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {obstacle === undefined ? (
        <AddPasskey hasPasskeys={data !== undefined && data.length > 0} refresh={refresh} />
      ) : (
        <p role="note">{obstacle}</p>
      )}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="lines" aria-label={words.title}>
        {data?.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} refresh={refresh} />
        ))}
      </ul>
    </section>
  );
}
