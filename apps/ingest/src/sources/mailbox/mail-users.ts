import { WaitingError } from '@throughline/contracts';
import { findAccount, type CredentialId, type CredentialVault, type TokenRefresher } from '@throughline/credentials';
import { SourceAccounts } from '../../credentials/source-accounts.js';
import { misconfiguredError } from '../../kit/read-settings.js';
import type { MailAccess, MailAccount, MailServer } from './mail-account.js';

/** The types of credentials that open mailboxes. */
const MAIL_SERVICES = ['gmail', 'outlook'] as const;
type MailService = (typeof MAIL_SERVICES)[number];

const MAIL_SERVERS: Readonly<Record<MailService, MailServer>> = {
  gmail: { host: 'imap.gmail.com' },
  outlook: { host: 'outlook.office365.com' },
};

export interface MailUsersParts {
  readonly oauth: Readonly<Record<MailService, TokenRefresher>>;
  /** The service has connected when a source is opened. */
  readonly vault: () => CredentialVault;
  readonly servers?: Readonly<Record<MailService, MailServer>>;
}

interface ServiceAccounts {
  readonly label: string;
  readonly server: MailServer;
  readonly accounts: SourceAccounts;
}

const notConnectedError = (credential: number): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The credential ${String(credential)} has no connected mailbox: tl credential connect ${String(credential)}. Syncs then work again`,
  );

/** The service has just issued the token, so another consent of the same permissions would not help. */
const refusedError = (credential: number, label: string, options: ErrorOptions): WaitingError =>
  new WaitingError(
    'imap-refused',
    `${label} does not open the mailbox of the credential ${String(credential)} by IMAP: turn on IMAP in the settings of the mailbox, or ask its administrator. If that does not help, connect it again: tl credential connect ${String(credential)}`,
    options,
  );

/** Users cannot change the server of a mail service, and no setting of the operator names it. */
const adviseAbout = (label: string): string =>
  `${label} may have a fault, or something between it and this server intercepts the connection. Try again later; if it stays, the operator must check the network`;

/** The mailboxes that users have connected with their consent (XOAUTH2, or OAUTHBEARER of RFC 7628). */
export class MailUsers {
  readonly #services: ReadonlyMap<string, ServiceAccounts>;

  constructor(private readonly parts: MailUsersParts) {
    const { oauth, vault, servers = MAIL_SERVERS } = parts;
    this.#services = new Map(
      MAIL_SERVICES.map((name) => [
        name,
        {
          label: oauth[name].label,
          server: servers[name],
          accounts: new SourceAccounts({ oauth: oauth[name], vault, notConnected: notConnectedError }),
        },
      ]),
    );
  }

  account(id: CredentialId): MailAccount {
    const name = `credential ${String(id)}`;
    // The mailbox is known after the first sign-in.
    let [place, label] = [`mailbox-credential:${String(id)}`, 'The mail server'];
    return {
      name,
      get place() {
        return place;
      },
      access: async (refused) => {
        const { access, service } = await this.#access(id, refused);
        [place, label] = [`mailbox:${service.server.host}:${access.auth.user.toLowerCase()}`, service.label];
        return access;
      },
      refusedError: (options) => refusedError(id, label, options),
      advise: () => adviseAbout(label),
    };
  }

  async #access(id: CredentialId, refused: string | undefined): Promise<{ access: MailAccess; service: ServiceAccounts }> {
    const vault = this.parts.vault();
    const secret = (await vault.find(id))?.secret;
    if (secret === undefined) throw notConnectedError(id);
    const service = this.#services.get(secret.kind === 'oauth' ? (secret.service ?? '') : '');
    if (service === undefined) throw misconfiguredError(`The credential ${String(id)} opens no mailbox. Choose another one`);
    const accessToken = await service.accounts.token(id, refused);
    const { name: user } = await findAccount(vault, id);
    return { access: { server: service.server, auth: { user, accessToken } }, service };
  }
}
