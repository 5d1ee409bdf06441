import { inboxPrefix, inboxPrefixOf } from './inboxes.js';

describe('the inboxes of a user of the bus', () => {
  it('are not those of a user whose name begins like its own', () => {
    expect(`${inboxPrefix('upload_2')}.x`.startsWith(`${inboxPrefix('upload')}.`)).toBe(false);
  });

  it.each(['', 'a.b', '*', '>', 'a b'])('are refused where %j would name others', (user) => {
    expect(() => inboxPrefix(user)).toThrow(TypeError);
  });

  it('are found again in the connection that was given them', () => {
    expect(inboxPrefixOf({ options: { inboxPrefix: '_INBOX_upload' } })).toBe('_INBOX_upload');
  });

  it.each([{}, { options: undefined }, { options: {} }, { options: { inboxPrefix: 1 } }])(
    'are the common ones where the connection says nothing: %j',
    (connection) => {
      expect(inboxPrefixOf(connection)).toBeUndefined();
    },
  );
});
