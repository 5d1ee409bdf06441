import { sampleLease, sampleTimer, sampleWork } from '../golden/message-samples.js';
import { leaseCodec, timerCodec, workCodec } from './codec.js';

const undecodable = expect.objectContaining({ kind: 'undecodable' }) as Error;
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

describe.each([
  {
    name: 'work message',
    roundTrip: () => workCodec.decode(workCodec.encode(sampleWork)),
    sample: sampleWork,
    decode: (bytes: Uint8Array) => workCodec.decode(bytes),
  },
  {
    name: 'lease',
    roundTrip: () => leaseCodec.decode(leaseCodec.encode(sampleLease)),
    sample: sampleLease,
    decode: (bytes: Uint8Array) => leaseCodec.decode(bytes),
  },
  {
    name: 'timer',
    roundTrip: () => timerCodec.decode(timerCodec.encode(sampleTimer)),
    sample: sampleTimer,
    decode: (bytes: Uint8Array) => timerCodec.decode(bytes),
  },
])('a $name', ({ roundTrip, sample, decode }) => {
  it('decodes to the encoded value', () => {
    expect(roundTrip()).toEqual(sample);
  });

  it('may have unknown fields of a newer writer', () => {
    expect(decode(bytes({ ...sample, fromTheFuture: { yes: true } }))).toMatchObject(sample);
  });

  it.each(Object.keys(sample).filter((field) => field !== 'v'))('is undecodable without %s', (field) => {
    const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== field));
    expect(() => decode(bytes(rest))).toThrow(undecodable);
  });

  it.each(['', '{', 'null', '[]', '"text"', '42', '{"v":2}', '\u0000'])('is undecodable as %j', (text) => {
    expect(() => decode(bytes(text))).toThrow(undecodable);
  });
});

describe('an encoded message', () => {
  it('is validated before it is sent', () => {
    expect(() => workCodec.encode({ ...sampleWork, attempt: 0 })).toThrow(undecodable);
    expect(() => leaseCodec.encode({ ...sampleLease, progress: { fraction: 1.5 } })).toThrow(undecodable);
    expect(() => timerCodec.encode({ ...sampleTimer, purpose: 'a.b' })).toThrow(undecodable);
  });
});
