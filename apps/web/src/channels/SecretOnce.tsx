import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { text } from '../texts/text.js';
import { buildCurlCommand, buildChannelAddress } from './channel-address.js';

const words = text.channels;

interface LineProps {
  readonly label: string;
  readonly words: string;
  readonly copy: string;
}

function CopyLine({ label, words: secret, copy }: LineProps): ReactElement {
  return (
    <>
      <p className="quiet">{label}</p>
      <p className="command">
        <code>{secret}</code> <CopyButton words={secret} label={copy} />
      </p>
    </>
  );
}

/** Shows the address and the secret. The secret cannot be shown again. */
export function SecretOnce({
  name,
  url,
  secret,
}: {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
}): ReactElement {
  const address = buildChannelAddress(url, location.origin);
  return (
    <div className="line-more secret-once" role="status">
      <p>
        <strong dir="auto">{name}</strong>
      </p>
      <CopyLine label={words.secretMade} words={secret} copy={words.copySecret} />
      <CopyLine label={words.address} words={address} copy={words.copyAddress(name)} />
      <CopyLine label={words.curl} words={buildCurlCommand(address, secret)} copy={words.copyCurl} />
    </div>
  );
}
