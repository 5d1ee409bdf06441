import { inboxPrefix, inboxPrefixOf } from './inboxes.js';

describe('the inbox prefix of a NATS user', () => {
  it('never covers the inboxes of a user with a longer name', () => {
    expect(`${inboxPrefix('upload_2')}.x`.startsWith(`${inboxPrefix('upload')}.`)).toBe(false);
  });

  it.each(['', 'a.b', '*', '>', 'a b'])('rejects %j, which would cover other users', (user) => {
    expect(() => inboxPrefix(user)).toThrow(TypeError);
  });

  it('is found in the connection that was given it', () => {
    expect(inboxPrefixOf({ options: { inboxPrefix: '_INBOX_upload' } })).toBe('_INBOX_upload');
  });

  it.each([{}, { options: undefined }, { options: {} }, { options: { inboxPrefix: 1 } }])(
    'is undefined if the connection does not reveal it: %j',
    (connection) => {
      expect(inboxPrefixOf(connection)).toBeUndefined();
    },
  );
});
