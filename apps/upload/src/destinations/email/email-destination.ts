import { createHash } from 'node:crypto';
import { PermanentError } from '@throughline/contracts';
import { MailFault, MailSender, type MailMessage, type MailSenderOptions } from '@throughline/mail';
import type { BlindDestination, DeliveryRequest, SendAnswer, TransferHooks } from '../../kit/destination.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import type { Probe } from '../../kit/probe.js';
import { composeDelivery, fitsIntoMail, linkTo, type MailParts } from './compose.js';
import { toDeliveryError } from './mail-errors.js';
import type { EmailSettings } from './settings.js';

export interface EmailOptions extends MailSenderOptions {
  /** The address of the page. */
  readonly publicUrl: string | undefined;
}

const never = new AbortController().signal;

/**
 * Mail to recipients, class *blind*: nobody can ask a mail server what it has taken. All recipients get the message or none does
 * (libs/mail), so a refused recipient leaves nothing that a later attempt would send again.
 */
export class EmailDestination implements BlindDestination {
  readonly class = 'blind';
  readonly describedByFile = true;
  readonly place: string;
  readonly #sender: MailSender;

  constructor(
    private readonly settings: EmailSettings,
    private readonly options: EmailOptions,
  ) {
    const { account, to } = settings;
    this.#sender = new MailSender(account, options);
    const mark = createHash('sha256')
      .update([...to].sort().join('\n'))
      .digest('hex')
      .slice(0, 8);
    this.place = `email:${account.name}#${mark}`;
  }

  async check(signal = never): Promise<void> {
    if (this.settings.content === 'link') this.#requirePublicUrl();
    await this.#sender.check(signal).catch(rethrow);
  }

  probes(): readonly Probe[] {
    const { to } = this.settings;
    return [
      {
        name: 'connection',
        confirms: 'The mail server answers, and accepts the user and password of the connection.',
        run: (signal) => this.check(signal),
      },
      {
        name: 'recipients',
        confirms: 'The mail server accepts the sender and all recipients. No message was sent.',
        run: (signal) => this.#sender.checkRecipients(to, signal).catch(rethrow),
      },
    ];
  }

  async send(request: DeliveryRequest, hooks: TransferHooks): Promise<SendAnswer> {
    try {
      const message = this.#compose(request, hooks);
      await this.#sender.send(message, { signal: hooks.signal });
      return { kind: 'taken', delivered: { externalId: message.id, url: '', reconciled: false } };
    } catch (error) {
      const failure = toDeliveryError(error);
      // After any other error nobody gets the message.
      if (!(failure instanceof Error) || (error instanceof MailFault && error.reason === 'unconfirmed')) throw failure;
      return { kind: 'refused', error: failure };
    }
  }

  #compose(request: DeliveryRequest, hooks: TransferHooks): MailMessage {
    const { to, content } = this.settings;
    const { publicUrl } = this.options;
    const compose = (parts: Omit<MailParts, 'to'>): MailMessage => composeDelivery(request, { to, ...parts }, hooks);
    const link = publicUrl === undefined ? undefined : linkTo(publicUrl, request);
    if (content === 'link') return compose({ link: linkTo(this.#requirePublicUrl(), request), hasAttachments: false });
    const attached = compose({ link, hasAttachments: true });
    if (fitsIntoMail(attached)) return attached;
    if (content === 'attachment-or-link' && link !== undefined) return compose({ link, hasAttachments: false });
    throw new PermanentError(
      'refused-as-too-large',
      'The files are too large for an e-mail, which may have 25 MB. Set the content of the output to a link' +
        (link === undefined ? ', after the operator has set TL_PUBLIC_URL for the upload service' : ''),
    );
  }

  #requirePublicUrl(): string {
    const { publicUrl } = this.options;
    if (publicUrl !== undefined) return publicUrl;
    throw misconfiguredError('A link needs the address of the page: the operator must set TL_PUBLIC_URL for the upload service');
  }
}

const rethrow = (error: unknown): never => {
  throw toDeliveryError(error);
};
