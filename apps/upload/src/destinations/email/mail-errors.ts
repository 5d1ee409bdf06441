import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { MailFault, type MailFaultReason } from '@throughline/mail';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the delivery continues automatically';

type ErrorFactory = (fault: MailFault) => Error;

const waiting =
  (code: string, when = ''): ErrorFactory =>
  (fault) =>
    new WaitingError(code, `${fault.message}: ${GOES_ON}${when}`, { cause: fault });

/** The operator can mend most of these, and the item itself is fine: the delivery waits. */
const BY_REASON: Readonly<Record<MailFaultReason, ErrorFactory>> = {
  address: (fault) => misconfiguredError(fault.message, fault),
  busy: waiting('output-busy'),
  encryption: waiting('output-unreachable', ' then'),
  'no-answer': waiting('output-unreachable', ' when it does'),
  'sign-in': waiting('output-not-writable', ' then'),
  recipients: (fault) =>
    fault.isTemporary
      ? new RetryableError('recipients-refused', `${fault.message}. The delivery is retried`, { cause: fault })
      : new PermanentError('recipients-refused', `${fault.message}. Correct the recipients of the output`, { cause: fault }),
  refused: (fault) => new PermanentError('message-refused', fault.message, { cause: fault }),
  'too-large': (fault) => new PermanentError('refused-as-too-large', fault.message, { cause: fault }),
  unconfirmed: (fault) => new RetryableError('answer-lost', fault.message, { cause: fault }),
};

/** Converts a failure to send mail to a delivery error. Other errors pass unchanged. */
export const toDeliveryError = (error: unknown): unknown => (error instanceof MailFault ? BY_REASON[error.reason](error) : error);
