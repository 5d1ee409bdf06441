/**
 * Returns the inbox prefix of a NATS user, for replies and for messages of its consumers. Each user may subscribe only to its
 * own inboxes. With the client's common prefix, every user could read every reply.
 */
export function inboxPrefix(user: string): string {
  // A dot would make it a part of another user's prefix.
  if (!/^[A-Za-z0-9_-]+$/.test(user)) throw new TypeError(`'${user}' cannot be a user of the bus: use letters, digits, _ and -`);
  return `_INBOX_${user}`;
}

/**
 * Returns the inbox prefix of a NATS connection, or undefined if it has the client's default. The client's types do not expose
 * its options.
 */
export function inboxPrefixOf(connection: object): string | undefined {
  if (!('options' in connection)) return undefined;
  const { options } = connection;
  const isSet = typeof options === 'object' && options !== null && 'inboxPrefix' in options;
  return isSet && typeof options.inboxPrefix === 'string' ? options.inboxPrefix : undefined;
}
