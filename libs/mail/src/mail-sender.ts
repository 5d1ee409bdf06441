import type { AllowList } from '@throughline/outgoing';
import { findForeignRecipients, isMailAddress, maskAddress } from './addresses.js';
import type { MailAccount } from './connections.js';
import { MailFault } from './mail-fault.js';
import { composeMessage, estimateSize, type MailMessage } from './mail-message.js';
import { MAIL_TIMES, SmtpSession, type MailTimes, type SessionOptions } from './smtp-session.js';

export interface MailSenderOptions {
  readonly allowed: AllowList;
  readonly times?: Partial<MailTimes>;
}

export interface SendHooks {
  readonly signal: AbortSignal;
  /** Called for each piece of the message that is read. */
  readonly onRead?: () => void;
}

/** Sends mail through one connection of the operator (RFC 5321). Each message has a connection of its own. */
export class MailSender {
  constructor(
    private readonly account: MailAccount,
    private readonly options: MailSenderOptions,
  ) {}

  /** Connects and signs in, and sends nothing. Throws a `MailFault`, or the reason of the signal. */
  async check(signal: AbortSignal): Promise<void> {
    const session = await this.#open(signal);
    session.close(true);
  }

  /** Asks whether the server accepts these recipients. No message is sent. */
  async checkRecipients(to: readonly string[], signal: AbortSignal): Promise<void> {
    this.#requireAllowed(to);
    const session = await this.#open(signal);
    const stopped = new Error('nothing is sent');
    const nothing = (): never => {
      throw stopped;
    };
    try {
      await session.send({ from: this.account.connection.from, to: [...to] }, nothing, () => undefined);
    } catch (error) {
      if (error !== stopped) throw error;
    } finally {
      session.close();
    }
  }

  /**
   * Sends a message to all recipients or to none, and resolves once the server has taken it. Throws a `MailFault` with the
   * reason `unconfirmed` if the server may have taken it. After every other error nobody gets it.
   */
  async send(message: MailMessage, { signal, onRead = () => undefined }: SendHooks): Promise<void> {
    this.#requireAllowed(message.to);
    const session = await this.#open(signal);
    let isTaken = false;
    try {
      const mime = composeMessage(message, this.account.connection);
      const { from, to } = mime.getEnvelope();
      await session.send({ from, to, size: estimateSize(message) }, () => mime.createReadStream(), onRead);
      isTaken = true;
    } finally {
      session.close(isTaken);
    }
  }

  #requireAllowed(to: readonly string[]): void {
    const { name, connection } = this.account;
    const invalid = to.filter((recipient) => !isMailAddress(recipient));
    if (to.length === 0 || invalid.length > 0)
      throw new MailFault('recipients', 'Some recipients are no e-mail addresses', { recipients: invalid });
    const foreign = findForeignRecipients(to, connection);
    if (foreign.length === 0) return;
    throw new MailFault(
      'recipients',
      `The connection '${name}' may not send mail to ${foreign.map(maskAddress).join(', ')}; the operator allows: ${(connection.domains ?? []).join(', ')}`,
      { recipients: foreign },
    );
  }

  #open(signal: AbortSignal): Promise<SmtpSession> {
    const { allowed, times } = this.options;
    const options: SessionOptions = { allowed, signal, times: { ...MAIL_TIMES, ...times } };
    return SmtpSession.open(this.account, options);
  }
}
