import type { AllowList } from '@throughline/outgoing';
import { describeForm, toOptions } from '@throughline/service-kit/forms';
import type { ListedSourceType } from '../../kit/source-lister.js';
import type { Connections } from './connections.js';
import { MailboxLister } from './mailbox-lister.js';
import type { MailUsers } from './mail-users.js';
import { form, ownForm, readMailboxSettings } from './mailbox-settings.js';
import { Turns } from './turns.js';

export { MailUsers } from './mail-users.js';

export interface MailboxParts {
  readonly connections: Connections;
  /** Hosts to which a password may be sent without encryption. */
  readonly allowed: AllowList;
  /** Mailboxes that users have connected. */
  readonly users?: MailUsers | undefined;
  readonly maxBytes: number;
  /** The time after which a page ends with what it has. */
  readonly pageMs?: number | undefined;
}

/** Sources of type `mailbox`: the attachments of the messages in an IMAP folder (RFC 9051, RFC 3501). */
export function mailboxSource({ connections, allowed, users, ...limits }: MailboxParts): ListedSourceType {
  const turns = new Turns();
  return {
    label: 'Mailbox',
    describe: () => {
      const names = Object.keys(connections);
      if (names.length > 0) return describeForm(form, { connection: toOptions(names) });
      return users === undefined ? undefined : describeForm(ownForm, {});
    },
    open: (settings, brings = 'document') =>
      new MailboxLister(readMailboxSettings(settings, { connections, allowed, users, brings }), limits, turns),
  };
}
