import { parsePosition } from '@throughline/event-store';
import { findValidSecrets, messageIdOf, newSecret, signHeaders } from './signature.js';

describe('the signature of a webhook', () => {
  it('equals the one of the example of Standard Webhooks', () => {
    const content = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signHeaders(content, [{ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }])).toEqual({
      'webhook-id': content.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with each secret that is valid at the time', () => {
    const secrets = [{ secret: newSecret() }, { secret: newSecret(), until: '2026-01-02T00:00:00.000Z' }];
    const [during, later] = ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z'].map((at) => findValidSecrets(secrets, new Date(at)));
    const content = { id: 'msg_1', timestamp: 1, body: '{}' };
    expect(signHeaders(content, during ?? [])['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(later).toEqual(secrets.slice(0, 1));
  });

  it('has secrets of 32 random bytes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('names a message by its event, equally for every attempt', () => {
    const message = { assetId: 'a', position: parsePosition('5'), event: 'item.ready', output: undefined } as const;
    expect(messageIdOf(message)).toBe(messageIdOf({ ...message }));
    const others = [{ ...message, event: 'item.failed' } as const, { ...message, position: parsePosition('6') }];
    for (const other of others) expect(messageIdOf(other)).not.toBe(messageIdOf(message));
  });
});
