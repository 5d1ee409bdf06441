import { PermanentError } from '@throughline/contracts';
import { mayGoUnencrypted, type AllowList } from '@throughline/outgoing';
import { findByName } from '../../kit/read-settings.js';
import type { Connection, Connections } from './connections.js';
import { signInRefusedError, type MailFault, type MailboxWords } from './mail-errors.js';

export type MailServer = Pick<Connection, 'host' | 'port' | 'tls' | 'ca'>;

export interface MailAccess {
  readonly server: MailServer;
  readonly auth: { readonly user: string; readonly pass: string } | { readonly user: string; readonly accessToken: string };
}

/** A mailbox whose owner has signed in, or that the operator has set up. */
export interface MailAccount extends MailboxWords {
  /** Names the mailbox, whatever source lists it. */
  readonly place: string;
  /** Returns an access with another token than the refused one. A password stays the same. */
  access(refused?: string): Promise<MailAccess>;
}

const OPERATOR_ADVICE: Readonly<Record<MailFault, string>> = {
  untrusted: 'The operator can name its authority by "ca" in TL_IMAP',
  'no-encryption': 'The operator must check "tls" and "port" of it in TL_IMAP',
  'invalid-answer': 'The operator must check "host" and "port" of it in TL_IMAP',
};

/** Returns a mailbox of the operator. Throws if its password would be sent without encryption to a host that is not allowed. */
export function findOperatorAccount(connections: Connections, connectionName: unknown, allowed: AllowList): MailAccount {
  const { name, value: connection } = findByName(connections, connectionName, 'mailbox');
  const { user, password, ...server } = connection;
  if (server.tls === 'none' && !mayGoUnencrypted(server.host, allowed)) throw unencryptedError(name);
  return {
    name,
    place: `mailbox:${name}:${user}`,
    access: () => Promise.resolve({ server, auth: { user, pass: password } }),
    refusedError: (options) => signInRefusedError(name, options),
    advise: (fault) => OPERATOR_ADVICE[fault],
  };
}

const unencryptedError = (name: string): PermanentError =>
  new PermanentError(
    'source-misconfigured',
    `The connection '${name}' would send its password without encryption. The operator must set "tls" of it in TL_IMAP to "implicit" or "starttls", or name its host in TL_FETCH_ALLOW`,
  );
