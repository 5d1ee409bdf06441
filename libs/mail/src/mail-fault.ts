/**
 * The reason why mail was not sent. `address`: the allow list forbids the server. `recipients`: the server refused at least one.
 * `refused`: it refused the sender or the message. `unconfirmed`: it may have taken the message.
 */
export type MailFaultReason =
  | 'address'
  | 'busy'
  | 'encryption'
  | 'no-answer'
  | 'recipients'
  | 'refused'
  | 'sign-in'
  | 'too-large'
  | 'unconfirmed';

/** A failure to send mail. Its message quotes nothing that the server has said, which could repeat a password. */
export class MailFault extends Error {
  constructor(
    readonly reason: MailFaultReason,
    message: string,
    options: ErrorOptions & {
      /** True if the same request may succeed later (RFC 5321 section 4.2.1). */
      readonly isTemporary?: boolean;
      readonly recipients?: readonly string[];
    } = {},
  ) {
    super(message, options);
    this.name = 'MailFault';
    this.isTemporary = options.isTemporary ?? false;
    this.recipients = options.recipients ?? [];
  }
  readonly isTemporary: boolean;
  /** The refused ones. */
  readonly recipients: readonly string[];
}
