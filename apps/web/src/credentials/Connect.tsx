import { useMutation } from '@tanstack/react-query';
import type { ConsentLink, Credential } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { Button, buttonClass } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { At } from '../controls/Times.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { connectCredential } from './credentials-api.js';

const words = settingsText.credentials;

/** A link instead of an automatic window, because browsers block windows that no click opened. */
function Consent({ link }: { readonly link: ConsentLink }): ReactElement {
  const place = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, [link.url]);
  return (
    <div className="line-more">
      <p>
        <a ref={place} className={buttonClass({ size: 'small' })} href={link.url} rel="noopener noreferrer" target="_blank">
          {words.consent}
        </a>
      </p>
      <p className="quiet">
        {words.consentHint} <At at={link.expires_at} />
      </p>
    </div>
  );
}

/** Sends the user to the service to give consent. The state of the credential shows the result. */
export function Connect({ credential: { id, name, state } }: { readonly credential: Credential }): ReactElement {
  const announce = useAnnounce();
  const { mutate, data, error, isPending, reset } = useMutation({ mutationFn: () => connectCredential(id) });
  const isNew = state === 'needs_reauth';
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'needs_reauth' && state === 'ok') {
      announce(words.connected(name));
      reset();
    }
    before.current = state;
  }, [state, name, announce, reset]);
  return (
    <>
      <Button
        size="small"
        aria-label={isNew ? words.connectOf(name) : words.connectAgainOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isNew ? words.connect : words.connectAgain}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <Consent link={data} />}
    </>
  );
}
