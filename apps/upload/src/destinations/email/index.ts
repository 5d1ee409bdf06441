import { mailConnections, mailConnectionsFor, type MailConnections } from '@throughline/mail';
import { allowList } from '@throughline/outgoing';
import { publicUrl } from '@throughline/service-kit';
import { toOptions } from '@throughline/service-kit/forms';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { EmailDestination, type EmailOptions } from './email-destination.js';
import { emailForm, readEmailSettings } from './settings.js';

export interface EmailParts extends EmailOptions {
  readonly connections: MailConnections;
}

/** Outputs of type `email`. Settings: `connection`, the name of a configured mail server; `to`; `content`. */
export const emailType = ({ connections, ...options }: EmailParts): DestinationType => ({
  open: ({ output: { settings } }) => new EmailDestination(readEmailSettings(settings, connections), options),
});

export const email = destinationKind(
  { connections: mailConnections, allowed: allowList('TL_FETCH_ALLOW'), publicUrl: publicUrl('TL_PUBLIC_URL') },
  {
    label: 'E-mail',
    form: emailForm,
    choices: ({ connections }) => ({ connection: toOptions(Object.keys(mailConnectionsFor('outputs', connections))) }),
    make: ({ connections, ...options }) => emailType({ ...options, connections: mailConnectionsFor('outputs', connections) }),
  },
);
