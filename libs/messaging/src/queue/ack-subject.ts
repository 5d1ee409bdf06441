import { UndecodableError } from '@throughline/contracts';

export interface DeliveryInfo {
  readonly stream: string;
  readonly deliveries: number;
  readonly sequence: number;
  readonly pending: number;
}

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<consumer sequence>.<time>.<pending>`; newer servers put domain and
 * account before the stream (ADR-15).
 */
const SHORT_FORM = 9;

export function parseAckSubject(subject: string): DeliveryInfo {
  const tokens = subject.split('.');
  const from = tokens.length === SHORT_FORM ? 2 : 4;
  const [stream, , deliveries, sequence, , , pending] = tokens.slice(from);
  const info = { stream: stream ?? '', deliveries: Number(deliveries), sequence: Number(sequence), pending: Number(pending) };
  const isAck = tokens[0] === '$JS' && tokens[1] === 'ACK' && tokens.length >= SHORT_FORM;
  if (
    !isAck ||
    !Number.isSafeInteger(info.deliveries) ||
    !Number.isSafeInteger(info.sequence) ||
    !Number.isSafeInteger(info.pending)
  ) {
    throw new UndecodableError(`'${subject}' is not the acknowledgement subject of a delivery`);
  }
  return info;
}
